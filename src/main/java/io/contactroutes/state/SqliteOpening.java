package io.contactroutes.state;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;

/** Opens a SQLite database, or says in a sentence why it cannot be used; what is there is never made anew. */
final class SqliteOpening {

    private static final String FOLDER = "sqlite";

    private SqliteOpening() {}

    /** For sweeps: held against other processes, created when there is none, brought to the current version. */
    static Database open(SqliteFile place) {
        SqliteLock lock = place.inMemory() ? null : SqliteLock.take(place);
        try {
            Connection connection = place.inMemory() ? SqliteConnections.connect(place) : connectOrCreate(place);
            return prepared(new SqliteDatabase(place, lock, connection), on -> {
                Migration.migrate(on, FOLDER, place.toString());
                return null;
            });
        } catch (SQLException | RuntimeException e) {
            release(lock, e);
            throw refusal(place, e);
        }
    }

    /** For an operator's word: as it is. */
    static Database openBeside(SqliteFile place) {
        if (place.inMemory() || !Files.exists(place.file())) {
            throw place.refuse("does not exist: name the file that the running bundle uses.", null);
        }
        try {
            return prepared(new SqliteDatabase(place, null, connectChecked(place)), on -> {
                Migration.requireCurrent(on, place.toString());
                return null;
            });
        } catch (SQLException e) {
            throw refusal(place, e);
        }
    }

    private static Connection connectOrCreate(SqliteFile place) throws SQLException {
        if (!Files.exists(place.file())) {
            SqliteConnections.create(place);
        }
        Connection connection = connectChecked(place);
        SqliteConnections.logAhead(connection);
        return connection;
    }

    private static Connection connectChecked(SqliteFile place) throws SQLException {
        if (place.file().toFile().length() == 0) {
            throw SqliteFailures.damaged(place, null);
        }
        Connection connection = SqliteConnections.connect(place);
        try {
            SqliteConnections.check(connection, place);
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
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

    private static RuntimeException refusal(SqliteFile place, Exception cause) {
        return cause instanceof SQLException fault ? SqliteFailures.explain(place, fault) : (RuntimeException) cause;
    }
}
