package io.contactroutes.lifecycle;

import io.contactroutes.config.Account;
import io.contactroutes.config.Accounts;
import io.contactroutes.deadletter.DeadLetters;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.receipt.SweepResult;
import io.contactroutes.request.SignInBackOff;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.Failures;
import io.contactroutes.sweep.StopOutcome;
import io.contactroutes.sweep.Sweep;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Begins sweeps, gives pages to workers, and ends sweeps. Bean {@code sweeps}. An account has one sweep at a time, whatever
 * starts it, and in whichever process.
 */
public final class Sweeps {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeps.class);

    /** Why sweeps stop that the end of the bundle stops. */
    public static final String STOPPED = "the bundle was stopped; the sweep continues at its next start.";

    private final Accounts accounts;
    private final State state;
    private final SweepBegins begins;
    private final SignInBackOff signIns;
    private final Clock clock;
    private final OptionalInt limit;
    private final boolean trial;
    private final boolean byTurn;
    private final SweepListener listener;
    private final RunningSweeps running;
    private final RecentSweeps recent;

    /**
     * @param open opens or resumes the sweeps
     * @param limit the number of contacts after which a sweep ends, to check an account; empty for whole sweeps
     * @param trial whether sweeps only try what would be published, so that their ends are not logged
     * @param byTurn whether the processes that share the state take turns; else an account is swept when its timer ticks
     * @param fence has what another process still publishes refused, given its id
     */
    public Sweeps(
            Accounts accounts,
            State state,
            OpenSweeps open,
            SignInBackOff signIns,
            Clock clock,
            OptionalInt limit,
            boolean trial,
            boolean byTurn,
            Consumer<String> fence,
            SweepListener listener) {
        this.accounts = accounts;
        this.state = state;
        this.signIns = signIns;
        this.clock = clock;
        this.limit = limit;
        this.trial = trial;
        this.byTurn = byTurn;
        this.listener = listener;
        this.running = new RunningSweeps(state.processes(), fence);
        this.begins = new SweepBegins(state, open, signIns, running, clock, listener);
        this.recent = new RecentSweeps(accounts, state, open, running, begins, clock, listener);
    }

    /**
     * Begins a sweep of an account, or resumes its unfinished one, and sets the variable {@code sweep}; removes the
     * variable when a sweep of the account is running, here or in another process, and when it is not its turn.
     */
    public void begin(Exchange exchange, @Variable("account") String name) {
        exchange.removeVariable("sweep");
        Account account = accounts.get(name);
        Tick tick = Tick.of(exchange);
        if (running.stopping().isPresent()) {
            return;
        }
        boolean waits = byTurn && tick == Tick.OF_TIMER;
        if (waits && !running.isRunning(name)) {
            return;
        }
        if (waits || !running.enter(name)) {
            listener.skipped(account);
            return;
        }
        try {
            Optional<Sweep> begun = begins.begin(account, tick);
            if (begun.isEmpty()) {
                running.leave(name, true);
                return;
            }
            Sweep sweep = begun.get();
            exchange.setVariable("sweep", sweep);
            running.began(sweep);
            LogFields.sweep(sweep);
            listener.began(sweep);
        } catch (RuntimeException | Error e) {
            running.leave(name, false);
            StopOutcome stop = Failures.stop(account, 1, e);
            listener.ended(Receipt.notBegun(account, clock.instant(), stop.status(), stop.sentence()));
            throw e;
        }
    }

    /** Returns one element for each page that the sweep may have in flight. */
    public List<Integer> workers(@Variable("sweep") Sweep sweep) {
        return IntStream.rangeClosed(1, limit.isPresent() ? 1 : sweep.workers())
                .boxed()
                .toList();
    }

    /** Stops the sweep in which a step failed, at the page that failed. */
    public void fail(Exchange exchange, @Variable("account") String name) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        Account account = accounts.get(name);
        Sweep sweep = exchange.getVariable("sweep", Sweep.class);
        Integer page = exchange.getVariable("page", Integer.class);
        if (sweep == null) {
            LOG.error("{}", Failures.sentence(account, failure));
        } else if (page != null) {
            sweep.inFlight().release(page);
            sweep.fail(Failures.stop(account, page, failure));
        } else {
            boolean unfinished = running.open(name).isPresent();
            running.leave(name, !unfinished);
            String sentence = unfinished ? Failures.sentence(account, failure) : Failures.atTheEnd(account, failure);
            LOG.atLevel(Failures.isTakeover(failure) ? Level.WARN : Level.ERROR).log("{}", sentence);
            listener.ended(Receipt.notAnnounced(sweep, clock.instant(), sentence));
        }
    }

    /** Stores how the sweep ended, on which deletes depend; a complete one removes what was set aside and is no longer listed. */
    public void close(@Body SweepResult result) {
        Sweep sweep = result.sweep();
        String account = sweep.account().name();
        running.finish(account);
        state.end(account, sweep.sequence(), result.receipt().end(sweep.walks().progress()));
        if (result.receipt().status() != SweepStatus.DEFERRED) {
            running.ended(account);
        }
        if (result.receipt().status() == SweepStatus.COMPLETE) {
            DeadLetters.retainListed(state, sweep);
        }
        if (sweep.hasEnd()) {
            signIns.succeeded(sweep.account());
        }
    }

    /** Releases the account for its next sweep, after the receipt was published. */
    public void release(@Body SweepResult result) {
        Account account = result.sweep().account();
        Optional<String> suspended = signIns.suspended(account);
        running.leave(account.name(), result.receipt().status() != SweepStatus.DEFERRED);
        if (!trial) {
            result.receipt().log(LOG);
            suspended.ifPresent(LOG::warn);
        }
        listener.ended(result.receipt());
    }

    /** Returns the recent sweeps beside these. */
    public RecentSweeps recent() {
        return recent;
    }

    RunningSweeps running() {
        return running;
    }

    /** Stops the sweep of an account that an operator has paused, if one runs, at the end of its page. */
    void pause(String account) {
        running.open(account).ifPresent(sweep -> sweep.stop(SweepBegins.paused(account)));
        running.stopRecent(account, SweepBegins.paused(account));
    }

    /** Returns why sweeps stop; empty as long as they do not. */
    Optional<String> stopping() {
        return running.stopping();
    }

    /** Begins no further sweep and takes no further page, for a reason that the receipts say; pages in flight finish. */
    public void stop(String why) {
        running.stop(why);
    }
}
