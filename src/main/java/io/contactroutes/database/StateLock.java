package io.contactroutes.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * Keeps processes of other releases from a PostgreSQL state. Those of one release hold a lock together. Who changes the tables, and
 * each process of a release before 0.2.0, holds it alone.
 */
final class StateLock {

    /** Any number that is the same in every process, as it is in those before 0.2.0. */
    private static final String STATE = "(" + 0x63727473 + ", hashtext(current_schema()))";

    /** Held by a process while it opens the state. */
    private static final String OPENING = "(" + 0x63727474 + ", hashtext(current_schema()))";

    private static final Duration OTHERS_OPEN = Duration.ofSeconds(60);

    /** How long the lock of a process that was just killed may still be there. */
    private static final Duration JUST_KILLED = Duration.ofSeconds(2);

    private static final String FOLDER = "postgresql";
    private static final String LOCK_TIMEOUT = "55P03";

    private final Connection connection;
    private final Session on;
    private final PostgresFailures failures;
    private final Duration timeout;

    /** @param timeout how long an answer of the database may take that has nothing to wait for */
    StateLock(Connection connection, Session on, PostgresFailures failures, Duration timeout) {
        this.connection = connection;
        this.on = on;
        this.failures = failures;
        this.timeout = timeout;
    }

    /** Brings the tables to the current version, while no process uses them, and holds the lock until the connection ends. */
    void join() throws SQLException {
        lock(
                "",
                OPENING,
                OTHERS_OPEN,
                "is being changed for another release by another process: start this one again later.");
        if (Migration.isCurrent(on, failures.place())) {
            lock("_shared", STATE, JUST_KILLED, "is in use by a process of an older release: stop that one first.");
        } else {
            lock(
                    "",
                    STATE,
                    JUST_KILLED,
                    "is in use by other processes, and its tables have to change for this release: stop all of them,"
                            + " then start those of this release.");
            migrate();
            on.execute("SELECT pg_advisory_lock_shared" + STATE);
            on.execute("SELECT pg_advisory_unlock" + STATE);
        }
        on.execute("SELECT pg_advisory_unlock" + OPENING);
        on.execute("SET lock_timeout = 0");
    }

    private void lock(String kind, String which, Duration wait, String otherwise) throws SQLException {
        try {
            wait(wait.plus(timeout));
            on.execute("SET lock_timeout = " + wait.toMillis());
            on.execute("SELECT pg_advisory_lock" + kind + which);
            wait(timeout);
        } catch (SQLException e) {
            if (LOCK_TIMEOUT.equals(e.getSQLState())) {
                throw failures.refuse(otherwise, e);
            }
            throw e;
        }
    }

    /** It takes as long as it takes. */
    private void migrate() throws SQLException {
        wait(Duration.ZERO);
        connection.setAutoCommit(false);
        Migration.migrate(on, FOLDER, failures.place());
        connection.setAutoCommit(true);
        wait(timeout);
    }

    /** From now on an answer may take so long; zero stands for any time. */
    private void wait(Duration longest) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, (int) longest.toMillis());
    }
}
