package io.contactroutes.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Opens a SQLite database, or reports in one sentence why it cannot be used; an existing file is never replaced. */
final class SqliteOpening {

    private static final String FOLDER = "sqlite";
    /** "crts": marks a database as this program's. */
    private static final int APPLICATION_ID = 0x63727473;
    /** A check of a small database is complete; that of one of many gigabytes must not delay the start. */
    private static final long CHECK_NANOS = 1_000_000_000L;

    private static final int CHECK_STEPS = 1_000;

    private SqliteOpening() {}

    /** Opens it for sweeps: locked against other processes, created when there is none, brought to the current version. */
    static Database open(SqliteFile file) {
        SqliteLock lock = file.inMemory() ? null : SqliteLock.take(file);
        try {
            Connection connection = file.inMemory() ? file.connect() : connectOrCreate(file);
            return prepared(new SqliteDatabase(file, lock, connection), on -> {
                Migration.migrate(on, FOLDER, file.toString());
                return null;
            });
        } catch (SQLException | RuntimeException e) {
            release(lock, e);
            throw refusal(file, e);
        }
    }

    /** Opens it for an operator's command: in the current version, without a lock. */
    static Database openBeside(SqliteFile file) {
        if (file.inMemory() || !Files.exists(file.path())) {
            throw file.refuse("does not exist: sweep once first, or name the file that the running bundle uses.", null);
        }
        try {
            return prepared(new SqliteDatabase(file, null, connectChecked(file)), on -> {
                Migration.requireCurrent(on, file.toString());
                return null;
            });
        } catch (SQLException e) {
            throw refusal(file, e);
        }
    }

    private static Connection connectOrCreate(SqliteFile file) throws SQLException {
        if (!Files.exists(file.path())) {
            create(file);
        }
        Connection connection = connectChecked(file);
        logAhead(connection);
        return connection;
    }

    /** Creates the file under another name and renames it, so that a file of zero bytes always means a loss. */
    private static void create(SqliteFile file) throws SQLException {
        SqliteFile unfinished = new SqliteFile(file.beside(".new"));
        try {
            Files.deleteIfExists(unfinished.path());
            try (Connection connection = unfinished.connect()) {
                logAhead(connection);
                new Session(connection).execute("PRAGMA application_id = " + APPLICATION_ID);
            }
            Files.move(unfinished.path(), file.path(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw file.refuse(
                    "cannot be created: give this user the right to write in the folder, or name another folder.", e);
        }
    }

    /** Changes the file, so only one that is this program's. */
    private static void logAhead(Connection connection) throws SQLException {
        new Session(connection).execute("PRAGMA journal_mode = WAL");
    }

    private static Connection connectChecked(SqliteFile file) throws SQLException {
        if (file.path().toFile().length() == 0) {
            throw file.damaged(null);
        }
        Connection connection = file.connect();
        try {
            check(connection, file);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Throws when the file is damaged, or another program's. */
    private static void check(Connection connection, SqliteFile file) throws SQLException {
        Session on = new Session(connection);
        if (on.count("PRAGMA application_id") != APPLICATION_ID) {
            throw file.refuse("belongs to another program: name a file of its own for the state.", null);
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
                throw file.damaged(null);
            }
        } catch (SQLiteException e) {
            if (e.getResultCode() != SQLiteErrorCode.SQLITE_INTERRUPT) {
                throw e;
            }
        } finally {
            ProgressHandler.clearHandler(connection);
        }
    }

    private static Database prepared(Database database, Database.Work<Void> tables) {
        try {
            database.write(tables);
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static void release(SqliteLock lock, Exception cause) {
        try {
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }

    private static RuntimeException refusal(SqliteFile file, Exception cause) {
        return cause instanceof SQLException failure ? file.explain(failure) : (RuntimeException) cause;
    }
}
