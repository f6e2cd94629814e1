package io.contactroutes.database;

import io.contactroutes.state.StateException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this process among those that share a database: shows that it is alive, notices when its session has ended, and joins again
 * with another one when nothing of what the lost one held is left.
 */
final class Membership implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);

    private final PostgresFailures failures;
    private final Supplier<ProcessSession> join;
    private final BooleanSupplier holdsNothing;
    private final Consumer<String> left;
    private final ScheduledExecutorService heart;
    private volatile Runnable lost = () -> {};
    private volatile ProcessSession session;

    /**
     * Joins.
     *
     * @param holdsNothing whether nothing is left of what this process has held
     * @param left is given the id under which this process was known before it joined again
     */
    Membership(
            PostgresConnections connections, Duration takeover, BooleanSupplier holdsNothing, Consumer<String> left) {
        this.failures = connections.failures();
        this.join = () -> ProcessSession.join(connections, takeover);
        this.holdsNothing = holdsNothing;
        this.left = left;
        this.session = join.get();
        this.heart = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "state-heartbeat");
            thread.setDaemon(true);
            return thread;
        });
        long beat = takeover.toMillis() / 6;
        heart.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
    }

    /** Returns the session; it may have ended. */
    ProcessSession session() {
        return session;
    }

    /** Has this called each time when a session has ended. */
    void onLoss(Runnable listener) {
        lost = listener;
    }

    /**
     * Returns a session that has not ended as far as is known.
     *
     * @throws StateException when it has, and something of what it held is left, or the database does not answer
     */
    synchronized ProcessSession joined() {
        if (session.isLost()) {
            if (!holdsNothing.getAsBoolean()) {
                throw new StateException(
                        "This process has lost its hold on its accounts; it sweeps again as soon as the"
                                + " sweeps that it has lost have ended.");
            }
            String former = session.id();
            session = join.get();
            left.accept(former);
            LOG.info("This process holds accounts again, as {}.", session.id());
        }
        return session;
    }

    /** Does something with a session, which has ended when that fails. */
    <T> T by(ProcessSession mine, Function<ProcessSession, T> step) {
        try {
            return step.apply(mine);
        } catch (StateException e) {
            lose(mine);
            throw e;
        }
    }

    private void beat() {
        ProcessSession mine = session;
        try {
            if (mine.isLost()) {
                joined();
            } else {
                by(mine, ProcessSession::beat);
            }
        } catch (StateException e) {
            LOG.debug("Accounts cannot be held yet.", e);
        } catch (RuntimeException | Error e) {
            LOG.error("The sign of life of this process failed; it is tried again.", e);
        }
    }

    private void lose(ProcessSession broken) {
        if (broken.lose()) {
            if (!holdsNothing.getAsBoolean()) {
                LOG.warn(
                        "This process has lost its hold on its accounts, as the state database {} has ended its connection"
                                + " or does not answer. Its sweeps stop; they go on here or in another process.",
                        failures.place());
            }
            lost.run();
        }
    }

    /** Leaves, and releases all that is held. */
    @Override
    public void close() {
        heart.shutdownNow();
        if (!session.isLost()) {
            try {
                left.accept(session.id());
            } catch (StateException e) {
                LOG.debug("This process is forgotten when it has been silent.", e);
            }
            session.lose();
        }
    }
}
