package io.contactroutes.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a second sweeping process from a PostgreSQL database, with an advisory lock on a connection of its own. The server releases
 * it with that connection: when the process ends, also by {@code kill -9}, and about a minute after its machine or network is gone.
 * A process that was only cut off notices that, and takes the lock again unless another one has it.
 */
final class PostgresLock implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresLock.class);

    private static final int ALIVE_SECONDS = 10;
    private static final String LOCK_TIMEOUT = "55P03";

    /**
     * The wait is for the lock of a process that was just killed. The first number is any that is the same in every process; the
     * second one keeps apart the states in two schemas of a database.
     */
    private static final List<String> TAKE = List.of(
            "SET tcp_keepalives_idle = 30",
            "SET tcp_keepalives_interval = 10",
            "SET tcp_keepalives_count = 3",
            "SELECT set_config(name, '0', false) FROM pg_settings WHERE name = 'idle_session_timeout'",
            "SET lock_timeout = '2s'",
            "SELECT pg_advisory_lock(" + 0x63727473 + ", hashtext(current_schema()))");

    private final PostgresFailures failures;
    private final String url;
    private final Properties settings;
    private Connection connection;

    private PostgresLock(PostgresFailures failures, String url, Properties settings) {
        this.failures = failures;
        this.url = url;
        this.settings = settings;
    }

    /**
     * Takes the lock, or throws.
     *
     * @param settings of the connection, user and password included
     */
    static PostgresLock take(PostgresFailures failures, String url, Properties settings) {
        PostgresLock lock = new PostgresLock(failures, url, settings);
        lock.connection = lock.connect();
        return lock;
    }

    /** Checks that no other process may have the database; takes a lock again that was lost. */
    synchronized void require() {
        try {
            if (!connection.isValid(ALIVE_SECONDS)) {
                connection.close();
                connection = connect();
                LOG.warn(
                        "The lock on the state database {} was lost with its connection and is taken again.",
                        failures.place());
            }
        } catch (SQLException e) {
            throw failures.explain(e);
        }
    }

    private Connection connect() {
        try {
            Connection taken = DriverManager.getConnection(url, settings);
            try {
                Session on = new Session(taken);
                for (String step : TAKE) {
                    on.execute(step);
                }
                return taken;
            } catch (SQLException e) {
                taken.close();
                throw e;
            }
        } catch (SQLException e) {
            throw LOCK_TIMEOUT.equals(e.getSQLState())
                    ? failures.refuse(
                            "is in use by another process: stop that process, or give this one a state of its own.", e)
                    : failures.explain(e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failures.explain(e);
        }
    }
}
