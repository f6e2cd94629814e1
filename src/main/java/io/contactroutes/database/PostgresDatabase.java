package io.contactroutes.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.contactroutes.state.PageCommit;
import io.contactroutes.state.StateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** Runs work on a PostgreSQL database: over a small pool of connections. The server's settings decide when a commit is on disk. */
final class PostgresDatabase implements Database {

    private static final String FOLDER = "postgresql";
    private static final int CONNECTIONS = 4;
    private static final long WAIT_MILLIS = 10_000;

    private final PostgresFailures failures;
    private final HikariDataSource pool;
    private final PostgresLock lock;
    private final PostgresContacts contacts = new PostgresContacts();

    /** @param lock released when this closes; null = none */
    private PostgresDatabase(PostgresFailures failures, HikariDataSource pool, PostgresLock lock) {
        this.failures = failures;
        this.pool = pool;
        this.lock = lock;
    }

    /** @param forSweeps whether it is locked against other processes and brought to the current version */
    static PostgresDatabase open(String url, String user, String password, boolean forSweeps) {
        PostgresFailures failures = new PostgresFailures(url, password);
        Properties settings = settings(user, password);
        PostgresLock lock = forSweeps ? PostgresLock.take(failures, url, settings) : null;
        HikariDataSource pool = null;
        try {
            pool = connect(failures, url, settings);
            PostgresDatabase database = new PostgresDatabase(failures, pool, lock);
            database.prepareTables();
            return database;
        } catch (RuntimeException e) {
            close(pool, lock);
            throw e;
        }
    }

    private void prepareTables() {
        write(on -> {
            if (lock == null) {
                Migration.requireCurrent(on, failures.place());
            } else {
                Migration.migrate(on, FOLDER, failures.place());
            }
            return null;
        });
    }

    private static Properties settings(String user, String password) {
        Properties settings = new Properties();
        if (user != null) {
            settings.put("user", user);
        }
        if (password != null) {
            settings.put("password", password);
        }
        settings.put("ApplicationName", "contact-routes");
        settings.put("connectTimeout", "10");
        settings.put("socketTimeout", "120");
        settings.put("tcpKeepAlive", "true");
        // The detail of an error quotes values of the row, and an id may be a phone number.
        settings.put("logServerErrorDetail", "false");
        return settings;
    }

    private static HikariDataSource connect(PostgresFailures failures, String url, Properties settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("contacts-state");
        config.setJdbcUrl(url);
        config.setDataSourceProperties(settings);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(WAIT_MILLIS);
        config.setInitializationFailTimeout(1);
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw failures.explain(e.getCause() instanceof SQLException failure ? failure : new SQLException(e));
        }
    }

    @Override
    public void requireLock() {
        if (lock != null && !pool.isClosed()) {
            lock.require();
        }
    }

    @Override
    public void requireThere() {
        read(on -> on.count("SELECT count(*) FROM routes_account"));
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
        close(pool, lock);
    }

    private static void close(HikariDataSource pool, PostgresLock lock) {
        if (pool != null) {
            pool.close();
        }
        if (lock != null) {
            lock.close();
        }
    }
}
