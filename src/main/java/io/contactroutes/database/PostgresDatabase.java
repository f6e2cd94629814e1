package io.contactroutes.database;

import com.zaxxer.hikari.HikariDataSource;
import io.contactroutes.state.PageCommit;
import io.contactroutes.state.Processes;
import io.contactroutes.state.StateException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;

/** Runs work on a PostgreSQL database: over a small pool of connections. The server's settings decide when a commit is on disk. */
final class PostgresDatabase implements Database {

    /** The first that counts bits, and ends sessions that are silent. */
    private static final int OLDEST_SERVER = 14;

    private final PostgresFailures failures;
    private final HikariDataSource pool;
    private final PostgresContacts contacts = new PostgresContacts();
    private PostgresBeside processes;

    private PostgresDatabase(PostgresConnections connections, Duration takeover) {
        this.failures = connections.failures();
        this.pool = connections.pool(takeover);
    }

    /** Opens it for sweeps, beside other processes that do the same, and brings it to the current version. */
    static PostgresDatabase open(PostgresConnections connections, Duration takeover) {
        PostgresDatabase database = new PostgresDatabase(connections, takeover);
        return database.opened(() -> {
            database.requireServer();
            database.processes = new PostgresProcesses(database, connections, takeover);
        });
    }

    /** Opens it for an operator's command, in the current version. */
    static PostgresDatabase openBeside(PostgresConnections connections, Duration takeover) {
        PostgresDatabase database = new PostgresDatabase(connections, takeover);
        database.processes = new PostgresBeside(database);
        return database.opened(() -> {
            database.requireServer();
            database.write(on -> {
                Migration.requireCurrent(on, connections.failures().place());
                return null;
            });
        });
    }

    private void requireServer() {
        int version = read(on -> on.connection().getMetaData().getDatabaseMajorVersion());
        if (version < OLDEST_SERVER) {
            throw failures.refuse(
                    "runs on PostgreSQL " + version + ": upgrade the server to version " + OLDEST_SERVER
                            + " or newer, or name another database.",
                    null);
        }
    }

    private PostgresDatabase opened(Runnable opening) {
        try {
            opening.run();
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    @Override
    public Processes processes() {
        return processes;
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
    public <T> T write(int account, Work<T> work) {
        OptionalLong epoch = processes.epoch(account);
        return write(on -> {
            HolderTable.lock(on, account, epoch);
            return work.on(on);
        });
    }

    @Override
    public <T> T writeDurably(int account, Work<T> work) {
        return write(account, work);
    }

    @Override
    public boolean commit(int account, PageCommit page) {
        OptionalLong epoch = processes.epoch(account);
        boolean committed =
                read(on -> contacts.commit(on, account, epoch.isPresent() ? (Long) epoch.getAsLong() : null, page));
        if (!committed && epoch.isPresent()) {
            write(account, on -> null);
        }
        return committed;
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
    public ContactTable contacts() {
        return contacts;
    }

    @Override
    public void close() {
        try {
            if (processes != null) {
                processes.close();
            }
        } finally {
            pool.close();
        }
    }
}
