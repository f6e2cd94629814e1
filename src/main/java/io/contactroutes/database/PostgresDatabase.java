package io.contactroutes.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.contactroutes.state.PageCommit;
import io.contactroutes.state.StateException;
import java.sql.Connection;
import java.sql.SQLException;

/** Runs work on a PostgreSQL database: over a small pool of connections. The server's settings decide when a commit is on disk. */
final class PostgresDatabase implements Database {

    private static final String FOLDER = "postgresql";
    private static final int CONNECTIONS = 4;
    private static final long WAIT_MILLIS = 10_000;

    /** Any number that is the same in every process: one of them creates or changes the tables at a time. */
    private static final long MIGRATION_LOCK = 0x63727473;

    private final PostgresFailures failures;
    private final HikariDataSource pool;
    private final PostgresContacts contacts = new PostgresContacts();

    private PostgresDatabase(PostgresFailures failures, HikariDataSource pool) {
        this.failures = failures;
        this.pool = pool;
    }

    static PostgresDatabase open(String url, String user, String password, boolean migrate) {
        PostgresFailures failures = new PostgresFailures(url, password);
        PostgresDatabase database = new PostgresDatabase(failures, connect(failures, settings(url, user, password)));
        try {
            database.prepareTables(migrate);
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private void prepareTables(boolean migrate) {
        write(on -> {
            if (migrate) {
                on.execute("SELECT pg_advisory_xact_lock(" + MIGRATION_LOCK + ")");
                Migration.migrate(on, FOLDER, failures.place());
            } else {
                Migration.requireCurrent(on, failures.place());
            }
            return null;
        });
    }

    private static HikariConfig settings(String url, String user, String password) {
        HikariConfig settings = new HikariConfig();
        settings.setPoolName("contacts-state");
        settings.setJdbcUrl(url);
        settings.setUsername(user);
        settings.setPassword(password);
        settings.setMaximumPoolSize(CONNECTIONS);
        settings.setMinimumIdle(1);
        settings.setConnectionTimeout(WAIT_MILLIS);
        settings.setInitializationFailTimeout(1);
        settings.addDataSourceProperty("ApplicationName", "contact-routes");
        settings.addDataSourceProperty("connectTimeout", "10");
        settings.addDataSourceProperty("socketTimeout", "120");
        settings.addDataSourceProperty("tcpKeepAlive", "true");
        // The detail of an error quotes values of the row, and an id may be a phone number.
        settings.addDataSourceProperty("logServerErrorDetail", "false");
        return settings;
    }

    private static HikariDataSource connect(PostgresFailures failures, HikariConfig settings) {
        try {
            return new HikariDataSource(settings);
        } catch (PoolInitializationException e) {
            throw failures.explain(e.getCause() instanceof SQLException failure ? failure : new SQLException(e));
        }
    }

    @Override
    public <T> T read(Work<T> work) {
        try (Connection connection = pool.getConnection()) {
            return work.on(new Session(connection));
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public <T> T write(Work<T> work) {
        return read(on -> {
            on.connection().setAutoCommit(false);
            try {
                T result = work.on(on);
                on.connection().commit();
                return result;
            } catch (SQLException | RuntimeException e) {
                rollBack(on, e);
                throw e;
            }
        });
    }

    @Override
    public <T> T writeDurably(Work<T> work) {
        return write(work);
    }

    @Override
    public boolean commit(int account, PageCommit page) {
        return read(on -> contacts.commit(on, account, page));
    }

    private static void rollBack(Session on, Exception cause) {
        try {
            on.connection().rollback();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Drops all connections when one is broken: a restarted server has broken every one, and the next call gets a new one. */
    private StateException failed(SQLException failure) {
        if (PostgresFailures.unreachable(failure) && !pool.isClosed()) {
            pool.getHikariPoolMXBean().softEvictConnections();
        }
        return pool.isClosed() ? new StateException("The state is closed.", failure) : failures.explain(failure);
    }

    @Override
    public ContactBatches contacts() {
        return contacts;
    }

    @Override
    public void close() {
        pool.close();
    }
}
