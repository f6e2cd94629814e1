package io.contactroutes.database;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection by which a process holds its accounts: an advisory lock for each. PostgreSQL releases all of them with the connection,
 * which it ends when the process does, also by {@code kill -9}, or when it has not heard of it for two thirds of the takeover time.
 *
 * <p>A lock has two numbers. The first one keeps apart kinds of locks and the states in two schemas of a database.
 */
final class ProcessSession {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessSession.class);

    /** The first number of the locks of accounts, as SQL; the second one is the account's. */
    static final String ACCOUNTS = "hashtext('contact-routes ' || current_schema())";

    /** Host, which is the pod's name in Kubernetes, and process id. */
    private static final String NAME = host() + "/" + ProcessHandle.current().pid();

    private final Connection connection;
    private final Session on;
    private final PostgresFailures failures;
    private final Duration takeover;
    private final String id = NAME + "-" + UUID.randomUUID().toString().substring(0, 8);
    private volatile boolean takesTurns;
    private int pid;
    private boolean lost;

    private ProcessSession(Connection connection, PostgresFailures failures, Duration takeover) {
        this.failures = failures;
        this.connection = connection;
        this.on = new Session(connection);
        this.takeover = takeover;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return Objects.requireNonNullElse(System.getenv("HOSTNAME"), "localhost");
        }
    }

    /** Connects, and joins the processes that share the state. */
    static ProcessSession join(PostgresConnections connections, Duration takeover) {
        PostgresFailures failures = connections.failures();
        try {
            Connection connection = connections.open(timeout(takeover));
            try {
                ProcessSession session = new ProcessSession(connection, failures, takeover);
                session.limit();
                new StateLock(connection, session.on, failures, timeout(takeover)).join();
                session.beat();
                return session;
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw failures.explain(e);
        }
    }

    private void limit() throws SQLException {
        pid = (int) on.count("SELECT pg_backend_pid()");
        on.execute("SET idle_session_timeout = " + silence(takeover).toMillis());
        on.execute(
                "SET idle_in_transaction_session_timeout = " + silence(takeover).toMillis());
        on.execute("SET tcp_keepalives_idle = " + Math.max(1, takeover.toSeconds() / 3));
        on.execute("SET tcp_keepalives_interval = " + Math.max(1, takeover.toSeconds() / 9));
        on.execute("SET tcp_keepalives_count = 3");
    }

    /** Returns how long a process waits for an answer until it takes its accounts for lost. */
    private static Duration timeout(Duration takeover) {
        return takeover.dividedBy(3);
    }

    /** Returns after what silence of a process PostgreSQL ends its connection. */
    static Duration silence(Duration takeover) {
        return takeover.multipliedBy(2).dividedBy(3);
    }

    String id() {
        return id;
    }

    /** Returns by what number PostgreSQL names its connection. */
    int pid() {
        return pid;
    }

    /** From now on it counts as one that sweeps accounts when it is their turn. */
    void takeTurns() {
        if (!takesTurns) {
            takesTurns = true;
            beat();
        }
    }

    /** Shows that the process is alive. */
    Void beat() {
        return on(session -> {
            HolderTable.seen(session, id, NAME, takeover.toMillis(), takesTurns);
            return null;
        });
    }

    /** Locks an account; false when another connection has it. */
    boolean lock(int account) {
        return on(session -> session.first(
                        "SELECT pg_try_advisory_lock(" + ACCOUNTS + ", ?)", row -> row.getBoolean(1), account)
                .orElse(false));
    }

    boolean unlock(int account) {
        return on(session -> session.first(
                        "SELECT pg_advisory_unlock(" + ACCOUNTS + ", ?)", row -> row.getBoolean(1), account)
                .orElse(false));
    }

    private synchronized <T> T on(Database.Work<T> work) {
        try {
            return work.on(on);
        } catch (SQLException e) {
            throw failures.explain(e);
        }
    }

    /** Ends the connection, and with it all locks; false when it was ended before. */
    synchronized boolean lose() {
        if (lost) {
            return false;
        }
        lost = true;
        try {
            connection.close();
        } catch (SQLException e) {
            LOG.debug("The connection was broken.", e);
        }
        return true;
    }

    synchronized boolean isLost() {
        return lost;
    }
}
