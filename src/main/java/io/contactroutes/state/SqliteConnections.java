package io.contactroutes.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Opens connections to a SQLite database, never to one that is damaged or not ours.
 *
 * <p>{@code synchronous=NORMAL} with a write-ahead log: a commit survives the process, however it ends, without a sync of
 * the disk. A power cut may take the last page commits, never half of one and never an older one without the newer. Such a
 * page is fetched and published again, because what said that it is on its way is synced ({@link State#aboutToPublish}).
 */
final class SqliteConnections {

    /** "crts": says that a database is ours. */
    private static final int APPLICATION_ID = 0x63727473;

    private static final int BUSY_MILLIS = 5_000;
    private static final int CACHE_KIB = 16_384;
    private static final int CHECKPOINT_PAGES = 4_000;

    /** A check of a small database is whole; that of one of many gigabytes must not hold up the start. */
    private static final long CHECK_NANOS = 1_000_000_000L;

    private static final int CHECK_STEPS = 1_000;

    private SqliteConnections() {}

    static Connection connect(SqliteFile place) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setCacheSize(-CACHE_KIB);
        Connection connection = DriverManager.getConnection(place.url(), config.toProperties());
        new Session(connection).execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
        return connection;
    }

    /**
     * Creates the file under another name and renames it, so that a file of zero bytes is never a beginning but always a
     * loss.
     */
    static void create(SqliteFile place) throws SQLException {
        SqliteFile unfinished = new SqliteFile(place.beside(".new"));
        try {
            Files.deleteIfExists(unfinished.file());
            try (Connection connection = connect(unfinished)) {
                logAhead(connection);
                new Session(connection).execute("PRAGMA application_id = " + APPLICATION_ID);
            }
            Files.move(unfinished.file(), place.file(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw place.refuse(
                    "cannot be created: give this user the right to write in the folder, or name another folder.", e);
        }
    }

    /** Written into the file, so only into one that is ours. */
    static void logAhead(Connection connection) throws SQLException {
        new Session(connection).execute("PRAGMA journal_mode = WAL");
    }

    /** Throws when the file is damaged, or another program's. */
    static void check(Connection connection, SqliteFile place) throws SQLException {
        Session on = new Session(connection);
        if (on.count("PRAGMA application_id") != APPLICATION_ID) {
            throw place.refuse("belongs to another program: name a file of its own for the state.", null);
        }
        long deadline = System.nanoTime() + CHECK_NANOS;
        ProgressHandler.setHandler(connection, CHECK_STEPS, new ProgressHandler() {
            @Override
            protected int progress() {
                return System.nanoTime() - deadline > 0 ? 1 : 0;
            }
        });
        try {
            if (!"ok"
                    .equals(on.first("PRAGMA quick_check(1)", row -> row.getString(1))
                            .orElse("ok"))) {
                throw SqliteFailures.damaged(place, null);
            }
        } catch (SQLiteException e) {
            if (e.getResultCode() != SQLiteErrorCode.SQLITE_INTERRUPT) {
                throw e;
            }
        } finally {
            ProgressHandler.clearHandler(connection);
        }
    }
}
