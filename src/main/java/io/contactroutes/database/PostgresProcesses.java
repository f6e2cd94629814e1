package io.contactroutes.database;

import io.contactroutes.state.StateException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes that share a state in PostgreSQL. That an account is held is a lock of {@link ProcessSession}. That its former holder
 * writes nothing more is its epoch, which each {@link #take} raises and each write of a holder compares.
 */
final class PostgresProcesses extends PostgresBeside {

    private static final Logger LOG = LoggerFactory.getLogger(PostgresProcesses.class);

    private final AccountTable accounts;
    private final Membership membership;
    private final Map<Integer, Tenure> held = new ConcurrentHashMap<>();

    /** What a process knows of an account that it holds. */
    private record Tenure(OptionalLong epoch, long every, Turn turn) {

        /** As long as it is being taken. */
        static final Tenure NONE = new Tenure(OptionalLong.empty(), 0, null);
    }

    /** Joins the processes that share the database. */
    PostgresProcesses(Database database, PostgresConnections connections, Duration takeover) {
        super(database);
        this.accounts = new AccountTable(database);
        this.membership = new Membership(
                connections, takeover, held::isEmpty, former -> database.write(on -> HolderTable.leave(on, former)));
        database.write(HolderTable::forgetGone);
    }

    @Override
    public String id() {
        return membership.session().id();
    }

    @Override
    public void confirm(String id) {
        ProcessSession mine = membership.session();
        membership.by(mine, ProcessSession::beat);
        if (!mine.id().equals(id)) {
            throw new StateException("This process has lost its hold on its accounts.");
        }
    }

    @Override
    public Hold take(String accountName, Duration every, Turn turn, Consumer<String> fence) {
        int account = accounts.findOrAdd(accountName);
        ProcessSession mine = joined(account);
        Tenure tenure = Tenure.NONE;
        boolean locked = false;
        try {
            locked = membership.by(mine, session -> session.lock(account));
            if (!locked) {
                return new Hold(
                        false,
                        database.read(on -> HolderTable.holderName(on, account)).orElse(null));
            }
            long millis = every.toMillis();
            database.read(on -> HolderTable.holder(on, account, mine.id(), millis, turn))
                    .filter(former -> !former.equals(mine.id()))
                    .ifPresent(fence);
            OptionalLong epoch = database.write(on -> HolderTable.take(on, account, mine, millis, turn));
            tenure = epoch.isPresent() ? new Tenure(epoch, millis, turn) : tenure;
            held.put(account, tenure);
            return new Hold(epoch.isPresent(), null);
        } finally {
            if (tenure == Tenure.NONE) {
                leave(mine, account, locked);
            }
        }
    }

    /** Returns the session, which is not replaced until the account is released. */
    private ProcessSession joined(int account) {
        synchronized (membership) {
            ProcessSession mine = membership.joined();
            if (held.putIfAbsent(account, Tenure.NONE) != null) {
                throw new StateException("This process has it in hand already.");
            }
            return mine;
        }
    }

    private void leave(ProcessSession mine, int account, boolean locked) {
        try {
            if (locked) {
                membership.by(mine, session -> session.unlock(account));
            }
        } catch (StateException e) {
            LOG.debug("The lock of an account has ended with its connection.", e);
        }
        held.remove(account);
    }

    /** The lock ends in any case. An account that could not be marked as released is taken by this process, or when it is gone. */
    @Override
    public void release(String accountName, boolean finished) {
        int account = accounts.required(accountName);
        Tenure tenure = held.get(account);
        if (tenure == null || tenure == Tenure.NONE) {
            return;
        }
        try {
            database.write(on -> HolderTable.release(
                    on, account, tenure.epoch().getAsLong(), tenure.every(), tenure.turn(), finished));
        } catch (StateException e) {
            LOG.debug("The account stays in the name of this process.", e);
        }
        leave(membership.session(), account, true);
    }

    @Override
    OptionalLong epoch(int account) {
        Tenure tenure = held.get(account);
        return tenure == null ? OptionalLong.empty() : tenure.epoch();
    }

    @Override
    public void onLoss(Runnable listener) {
        membership.onLoss(listener);
    }

    @Override
    public Load load(Map<String, Duration> every) {
        if (membership.session().isLost() && !held.isEmpty()) {
            return new Load(Map.of(), 0, 1);
        }
        membership.by(membership.joined(), session -> {
            session.takeTurns();
            return null;
        });
        return super.load(every);
    }

    @Override
    public void close() {
        membership.close();
    }
}
