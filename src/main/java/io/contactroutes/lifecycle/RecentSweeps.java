package io.contactroutes.lifecycle;

import io.contactroutes.config.Account;
import io.contactroutes.config.Accounts;
import io.contactroutes.deadletter.DeadLetters;
import io.contactroutes.receipt.Receipts;
import io.contactroutes.receipt.SweepResult;
import io.contactroutes.state.State;
import io.contactroutes.sweep.Failures;
import io.contactroutes.sweep.RecentMarks;
import io.contactroutes.sweep.StopReason;
import io.contactroutes.sweep.Sweep;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Reads what changed lately of accounts whose provider can list that first, so that it is published long before the next sweep of
 * the whole list comes to it. Such a sweep proves nothing: it deletes nothing, and what it has seen counts for nothing. It ends when
 * a sweep of the whole list begins, and runs between the pages of one that takes long. Bean {@code recentSweeps}.
 */
public final class RecentSweeps {

    private static final Logger LOG = LoggerFactory.getLogger(RecentSweeps.class);

    private final Accounts accounts;
    private final State state;
    private final OpenSweeps open;
    private final RunningSweeps running;
    private final SweepBegins begins;
    private final Clock clock;
    private final SweepListener listener;

    /** Accounts whose last recent sweep failed: that is said once. */
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    RecentSweeps(
            Accounts accounts,
            State state,
            OpenSweeps open,
            RunningSweeps running,
            SweepBegins begins,
            Clock clock,
            SweepListener listener) {
        this.accounts = accounts;
        this.state = state;
        this.open = open;
        this.running = running;
        this.begins = begins;
        this.clock = clock;
        this.listener = listener;
    }

    /** Begins a recent sweep, and sets the variable {@code sweep}; removes the variable when it is not the time for one. */
    public void begin(Exchange exchange, @Variable("account") String name) {
        exchange.removeVariable("sweep");
        Account account = accounts.get(name);
        if (!running.enterRecent(account)) {
            return;
        }
        Optional<Sweep> begun = Optional.empty();
        try {
            begun = begin(account);
        } finally {
            if (begun.isEmpty()) {
                running.leaveRecent(name);
            }
        }
        begun.ifPresent(sweep -> {
            running.beganRecent(sweep);
            exchange.setVariable("sweep", sweep);
            LogFields.sweep(sweep);
        });
    }

    private Optional<Sweep> begin(Account account) {
        RecentMarks before = RecentMarks.of(state, account.name());
        boolean waits = !isDue(account, before, clock.instant())
                || begins.refused(account).isPresent()
                || open.startsOver(account)
                || !hasBegun(account);
        return waits
                ? Optional.empty()
                : Optional.of(open.recent(account, DeadLetters.setAside(state, account.name()), before));
    }

    static boolean isDue(Account account, RecentMarks before, Instant now) {
        return account.recentEvery()
                .filter(every -> !now.isBefore(before.at().plus(every)))
                .isPresent();
    }

    /** Until the first sweep of the whole list has begun, there is nothing to compare with. */
    private boolean hasBegun(Account account) {
        return state.openSweep(account.name()).isPresent()
                || state.lastEnded(account.name()).isPresent();
    }

    /** Ends it, with the receipt as the body. */
    public SweepResult end(@Variable("sweep") Sweep sweep) {
        Map<String, Instant> marks = sweep.recent().orElseThrow().marks();
        new RecentMarks(sweep.startedAt(), marks).store(state, sweep.account().name());
        return Receipts.recent(sweep, clock.instant());
    }

    /** Releases the account, after the receipt was published. */
    public void release(@Body SweepResult result) {
        String account = result.receipt().account().name();
        running.leaveRecent(account);
        failing.remove(account);
        listener.recentEnded(result.receipt());
        LOG.atLevel(result.receipt().published() > 0 || result.receipt().message() != null ? Level.INFO : Level.DEBUG)
                .log("{}", result.receipt().line());
    }

    /** Ends one in which a step failed. It has no receipt; the next one reads from the same marks on. */
    public void fail(Exchange exchange, @Variable("account") String name) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Sweep sweep = exchange.getVariable("sweep", Sweep.class);
        Integer page = exchange.getVariable("page", Integer.class);
        if (sweep == null) {
            say(name, failure);
            return;
        }
        try {
            if (page != null) {
                sweep.inFlight().release(page);
            }
            new RecentMarks(sweep.startedAt(), RecentMarks.of(state, name).marks()).store(state, name);
        } finally {
            running.leaveRecent(name);
            listener.recentEnded(Receipts.recent(sweep, clock.instant()).receipt());
            say(name, failure);
        }
    }

    private void say(String account, Throwable failure) {
        boolean stopped = Failures.stop(accounts.get(account), 1, failure).reason() == StopReason.STOPPING;
        LOG.atLevel(!stopped && failing.add(account) ? Level.WARN : Level.DEBUG)
                .log("{} (recent sweep)", Failures.sentence(accounts.get(account), failure));
    }

    /** Begins those whose time has come, of the accounts that this process sweeps. */
    void tick(Collection<Account> ofProcess, Consumer<String> tick) {
        running.giveWay(ofProcess);
        Map<String, RecentMarks> before = RecentMarks.all(state);
        Set<String> paused = OperatorRequests.paused(state).keySet();
        ofProcess.stream()
                .filter(account ->
                        isDue(account, before.getOrDefault(account.name(), RecentMarks.NONE), clock.instant()))
                .map(Account::name)
                .filter(name -> !paused.contains(name) && running.mayEnterRecent(name))
                .forEach(tick);
    }
}
