package io.contactroutes.database;

import io.contactroutes.state.StateException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes that share a state in PostgreSQL. That an account is held is a lock of {@link ProcessSession}. That its former holder
 * writes nothing more is its epoch, which each {@link #take} raises and each write of a holder compares.
 */
final class PostgresProcesses extends PostgresBeside {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresProcesses.class);

    private final AccountTable accounts;
    private final PostgresFailures failures;
    private final Supplier<ProcessSession> join;
    private final Map<Integer, Tenure> held = new ConcurrentHashMap<>();
    private final ScheduledExecutorService heart;
    private volatile Runnable lost = () -> {};
    private volatile ProcessSession session;

    /** What a process knows of an account that it holds. */
    private record Tenure(long epoch, long every) {}

    private PostgresProcesses(Database database, PostgresConnections connections, Duration takeover) {
        super(database);
        this.accounts = new AccountTable(database);
        this.failures = connections.failures();
        this.join = () -> ProcessSession.join(connections, takeover);
        this.heart = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "state-heartbeat");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Joins the processes that share the database. */
    static PostgresProcesses join(Database database, PostgresConnections connections, Duration takeover) {
        PostgresProcesses processes = new PostgresProcesses(database, connections, takeover);
        processes.session = processes.join.get();
        long beat = takeover.toMillis() / 6;
        database.write(on -> HolderTable.forgetGone(on));
        processes.heart.scheduleWithFixedDelay(processes::beat, beat, beat, TimeUnit.MILLISECONDS);
        return processes;
    }

    @Override
    public String id() {
        return session.id();
    }

    @Override
    public void confirm(String id) {
        ProcessSession mine = session;
        by(mine, ProcessSession::beat);
        if (!mine.id().equals(id)) {
            throw new StateException("This process has lost its hold on its accounts.");
        }
    }

    @Override
    public Hold take(String accountName, Duration every, boolean requested, Consumer<String> fence) {
        int account = accounts.findOrAdd(accountName);
        long millis = every.toMillis();
        ProcessSession mine = joined();
        if (!by(mine, session -> session.lock(account))) {
            return new Hold(
                    false,
                    database.read(on -> HolderTable.holderName(on, account)).orElse(null));
        }
        boolean taken = false;
        try {
            database.read(on -> HolderTable.holder(on, account, millis, requested))
                    .filter(former -> !former.equals(mine.id()))
                    .ifPresent(fence);
            OptionalLong epoch = database.write(on -> HolderTable.take(on, account, mine.id(), millis, requested));
            epoch.ifPresent(raised -> held.put(account, new Tenure(raised, millis)));
            taken = epoch.isPresent();
            return new Hold(taken, null);
        } finally {
            if (!taken) {
                unlock(mine, account);
            }
        }
    }

    private void unlock(ProcessSession mine, int account) {
        try {
            by(mine, session -> session.unlock(account));
        } catch (StateException e) {
            LOG.debug("The lock of an account has ended with its connection.", e);
        }
    }

    private <T> T by(ProcessSession mine, Function<ProcessSession, T> step) {
        try {
            return step.apply(mine);
        } catch (StateException e) {
            lose(mine);
            throw e;
        }
    }

    /** The lock ends in any case. An account that could not be marked as released is taken over as that of a process that is gone. */
    @Override
    public void release(String accountName, boolean finished) {
        int account = accounts.required(accountName);
        Tenure tenure = held.get(account);
        if (tenure == null) {
            return;
        }
        try {
            database.write(on -> HolderTable.release(on, account, tenure.epoch(), tenure.every(), finished));
        } catch (StateException e) {
            LOG.debug("The account is taken over as if its process was gone.", e);
        }
        unlock(session, account);
        held.remove(account);
    }

    @Override
    OptionalLong epoch(int account) {
        Tenure tenure = held.get(account);
        return tenure == null ? OptionalLong.empty() : OptionalLong.of(tenure.epoch());
    }

    @Override
    public void onLoss(Runnable listener) {
        lost = listener;
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
        }
    }

    /** Returns the connection; another one when it was lost and nothing of what it held runs any more. */
    private synchronized ProcessSession joined() {
        if (session.isLost()) {
            if (!held.isEmpty()) {
                throw new StateException(
                        "This process has lost its hold on its accounts; it sweeps again as soon as the"
                                + " sweeps that it has lost have ended.");
            }
            String former = session.id();
            session = join.get();
            database.write(on -> HolderTable.leave(on, former));
            LOG.info("This process holds accounts again, as {}.", session.id());
        }
        return session;
    }

    private void lose(ProcessSession broken) {
        if (broken.lose()) {
            if (!held.isEmpty()) {
                LOG.warn(
                        "This process has lost its hold on its accounts, as the state database {} has ended its connection"
                                + " or does not answer. Its sweeps stop; they go on here or in another process.",
                        failures.place());
            }
            lost.run();
        }
    }

    @Override
    public void close() {
        heart.shutdownNow();
        ProcessSession mine = session;
        if (!mine.isLost()) {
            try {
                database.write(on -> HolderTable.leave(on, mine.id()));
            } catch (StateException e) {
                LOG.debug("This process is forgotten when it has been silent.", e);
            }
            mine.lose();
        }
    }
}
