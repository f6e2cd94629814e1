package io.contactroutes.database;

import io.contactroutes.state.StateException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteConfig;

/**
 * Names a SQLite database, connects to it, and explains its failures to the operator.
 *
 * <p>{@code synchronous=NORMAL} with a write-ahead log: a commit survives the process, however it ends, without a sync of
 * the disk. A power cut may take the last page commits, never half of one and never an older one without the newer. Such a
 * page is fetched and published again, because {@link io.contactroutes.state.State#aboutToPublish} is synced before its
 * contacts are published.
 *
 * @param path absolute; null = in memory
 */
record SqliteFile(Path path) {

    private static final int BUSY_MILLIS = 5_000;
    private static final int CACHE_KIB = 16_384;
    private static final int CHECKPOINT_PAGES = 4_000;

    /** @param place what follows {@code jdbc:sqlite:} in the setting */
    static SqliteFile of(String place) {
        if (place.equals(":memory:")) {
            return new SqliteFile(null);
        }
        if (place.isBlank() || place.startsWith("file:") || place.startsWith(":") || place.contains("?")) {
            throw new StateException(
                    StateUrl.SETTING + " names no plain file: write jdbc:sqlite:<file>, without options.");
        }
        try {
            return new SqliteFile(Path.of(place).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            throw new StateException(
                    StateUrl.SETTING + " names a file that cannot exist: write jdbc:sqlite:<file>.", e);
        }
    }

    boolean inMemory() {
        return path == null;
    }

    Path beside(String suffix) {
        return path.resolveSibling(path.getFileName() + suffix);
    }

    Connection connect() throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-CACHE_KIB);
        Connection connection =
                DriverManager.getConnection("jdbc:sqlite:" + (inMemory() ? ":memory:" : path), config.toProperties());
        new Session(connection).execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
        return connection;
    }

    /** Makes a sentence that names the database and the setting. */
    StateException refuse(String whatAndWhatToDo, Throwable cause) {
        return new StateException(
                "The state database " + this + " (" + StateUrl.SETTING + ") " + whatAndWhatToDo, cause);
    }

    StateException explain(SQLException failure) {
        if (failure.getCause() instanceof NativeLibraryNotFoundException) {
            return refuse(
                    "cannot be opened, as SQLite's library does not load from the temporary folder "
                            + System.getProperty("org.sqlite.tmpdir", System.getProperty("java.io.tmpdir"))
                            + ": mount it without noexec, or set JAVA_OPTS=-Djava.io.tmpdir=<another folder>.",
                    failure);
        }
        return switch (failure.getErrorCode() & 0xff) {
            case 5, 6 -> refuse("is locked by another program: end that program, then try again.", failure);
            case 8, 14, 23 ->
                refuse(
                        "cannot be written: give this user the right to write the file and its folder, or name another file.",
                        failure);
            case 10 -> refuse("cannot be read or written: the disk fails; repair it, then try again.", failure);
            case 13 -> refuse("cannot grow: make room on the disk, then try again.", failure);
            case 11 -> damaged(failure);
            case 26 -> refuse("is not a SQLite database: name another file, or restore this one from a copy.", failure);
            default -> refuse("failed (SQLite code " + failure.getErrorCode() + ").", failure);
        };
    }

    StateException damaged(SQLException failure) {
        return refuse(
                "is damaged: restore it from a copy, or move it away to begin anew, which publishes every contact again.",
                failure);
    }

    @Override
    public String toString() {
        return inMemory() ? "in memory" : path.toString();
    }
}
