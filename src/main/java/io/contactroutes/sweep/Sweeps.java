package io.contactroutes.sweep;

import io.contactroutes.config.Account;
import io.contactroutes.config.Accounts;
import io.contactroutes.state.OpenSweep;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Begins sweeps, hands out their pages and ends them. Bean {@code sweeps}. One sweep per account at a time, whoever
 * asks for it.
 */
public final class Sweeps {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeps.class);

    /** A list that still moves at the second look is left for the next tick. */
    private static final int LOOKS = 2;

    private final Accounts accounts;
    private final State state;
    private final SignInBackOff signIns;
    private final Clock clock;
    private final Duration deadline;
    private final Duration resumeWithin;
    private final OptionalInt limit;
    private final SweepListener listener;
    private final Map<String, Optional<Sweep>> running = new ConcurrentHashMap<>();
    private volatile boolean stopping;

    /**
     * @param deadline a sweep that takes longer has failed
     * @param resumeWithin an unfinished sweep that is older is not resumed
     * @param limit so many contacts are enough, to look whether an account works; empty for whole sweeps
     */
    public Sweeps(
            Accounts accounts,
            State state,
            SignInBackOff signIns,
            Clock clock,
            Duration deadline,
            Duration resumeWithin,
            OptionalInt limit,
            SweepListener listener) {
        this.accounts = accounts;
        this.state = state;
        this.signIns = signIns;
        this.clock = clock;
        this.deadline = deadline;
        this.resumeWithin = resumeWithin;
        this.limit = limit;
        this.listener = listener;
    }

    /** Begins a sweep of the route's account, or resumes its unfinished one; sets no variable when one is running. */
    public void begin(Exchange exchange) {
        Account account = accounts.get(exchange.getFromRouteId());
        if (stopping || running.putIfAbsent(account.name(), Optional.empty()) != null) {
            return;
        }
        try {
            Optional<String> leftAlone = signIns.leftAlone(account);
            if (leftAlone.isPresent()) {
                running.remove(account.name());
                listener.ended(Receipt.notBegun(account, clock.instant(), leftAlone.get()));
                return;
            }
            Sweep sweep = open(account);
            running.put(account.name(), Optional.of(sweep));
            exchange.setVariable("sweep", sweep);
            listener.began(sweep);
        } catch (RuntimeException e) {
            running.remove(account.name());
            listener.ended(Receipt.notBegun(account, clock.instant(), Failures.sentence(account, e)));
            throw e;
        }
    }

    /** As many workers as the account wants pages in flight. */
    public List<Integer> workers(@Variable("sweep") Sweep sweep) {
        return IntStream.rangeClosed(1, limit.isPresent() ? 1 : sweep.account().count("parallelPages"))
                .boxed()
                .toList();
    }

    /**
     * Takes the next page into the variable {@code page}, with an empty body; false when the sweep stops. Predicate {@code nextPage}: a method
     * call in an expression would work on a copy of the exchange.
     */
    public boolean nextPage(Exchange exchange) {
        Sweep sweep = exchange.getVariable("sweep", Sweep.class);
        if (stopping) {
            sweep.stop();
        }
        if (limit.isPresent() && sweep.counts().contacts() >= limit.getAsInt()) {
            sweep.end(new StopOutcome(1, StopReason.LAST_PAGE, SweepStatus.INCOMPLETE, null));
        }
        OptionalInt page = sweep.nextPage(clock.instant());
        exchange.getMessage().setBody(null);
        page.ifPresent(number -> exchange.setVariable("page", number));
        return page.isPresent();
    }

    /** Stops the sweep in which a step failed, at the page that failed. */
    public void fail(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Account account = accounts.get(exchange.getFromRouteId());
        Sweep sweep = exchange.getVariable("sweep", Sweep.class);
        Integer page = exchange.getVariable("page", Integer.class);
        if (sweep == null) {
            LOG.error("{}", Failures.sentence(account, failure));
        } else if (page != null) {
            sweep.claims().release(page);
            sweep.trouble(Failures.stop(account, page, failure));
        } else {
            LOG.error("{}", Failures.sentence(account, failure));
            running.remove(account.name());
            listener.ended(Receipt.notTold(sweep, clock.instant(), Failures.sentence(account, failure)));
        }
    }

    /** Remembers how the sweep ended, so that deletes can count on it. */
    public void close(@Variable("sweep") Sweep sweep, @Variable("receipt") Receipt receipt) {
        Account account = sweep.account();
        state.end(account.name(), sweep.sequence(), receipt.end());
        if (sweep.hasEnd()) {
            signIns.worked(account);
        }
    }

    /** Sets the account free for its next sweep, after subscribers were told how this one ended. */
    public void free(@Variable("sweep") Sweep sweep, @Variable("receipt") Receipt receipt) {
        running.remove(sweep.account().name());
        if (limit.isEmpty()) {
            receipt.log(LOG);
            signIns.leftAlone(sweep.account()).ifPresent(LOG::warn);
        }
        listener.ended(receipt);
    }

    /** Whether to sweep: at first, and once more at once when the list moved. Predicate {@code anotherLook}. */
    public boolean anotherLook(Exchange exchange) {
        Integer looks = exchange.getVariable("looks", 0, Integer.class);
        Receipt last = (Receipt) exchange.removeVariable("receipt");
        exchange.removeVariable("sweep");
        exchange.setVariable("looks", looks + 1);
        return looks == 0 || (looks < LOOKS && last != null && last.wantsAnotherLook() && !stopping);
    }

    /** Lets the pages in flight finish, takes no further ones, and begins no further sweep. */
    public void stop() {
        stopping = true;
        running.values().forEach(sweep -> sweep.ifPresent(Sweep::stop));
    }

    private Sweep open(Account account) {
        Optional<OpenSweep> unfinished = state.openSweep(account.name());
        if (unfinished.isPresent()) {
            if (unfinished.get().startedAt().isAfter(clock.instant().minus(resumeWithin))) {
                return sweep(account, unfinished.get(), true);
            }
            giveUp(sweep(account, unfinished.get(), true));
        }
        OpenSweep opened = state.begin(account.name(), UUID.randomUUID().toString(), clock.instant());
        return sweep(account, opened, false);
    }

    /** Ends a sweep that nobody went on with in time; its receipt goes out before the next sweep begins. */
    private void giveUp(Sweep sweep) {
        String account = sweep.account().name();
        String message = account + ": the sweep stopped half-way and is older than contacts.sweep.resume-within.";
        Reconciliation balance = new Reconciliation(SweepStatus.FAILED, StopReason.DEADLINE, message, false);
        long distinct = state.distinct(account, sweep.sequence());
        Receipt receipt = Receipt.of(sweep, clock.instant(), balance, distinct, state.lastEnded(account));
        Receipts.owe(state, receipt, false);
        state.end(account, sweep.sequence(), receipt.end());
        receipt.log(LOG);
    }

    private Sweep sweep(Account account, OpenSweep opened, boolean resumed) {
        return new Sweep(
                account, opened, resumed, DeadLetters.setAside(state, account.name()), deadline, clock.instant());
    }
}
