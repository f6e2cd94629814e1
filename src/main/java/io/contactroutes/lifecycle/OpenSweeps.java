package io.contactroutes.lifecycle;

import io.contactroutes.config.Account;
import io.contactroutes.deadletter.DeadLetters;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.receipt.Receipts;
import io.contactroutes.receipt.Reconciliation;
import io.contactroutes.state.OpenSweep;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.StopReason;
import io.contactroutes.sweep.Sweep;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens sweeps in the state: resumes the one that stopped half-way, or begins a new one. */
public final class OpenSweeps {

    private static final Logger LOG = LoggerFactory.getLogger(OpenSweeps.class);

    private final State state;
    private final Clock clock;
    private final Duration deadline;
    private final Duration resumeWithin;

    /**
     * @param deadline the time after which a sweep fails
     * @param resumeWithin the age from which an unfinished sweep is not resumed
     */
    public OpenSweeps(State state, Clock clock, Duration deadline, Duration resumeWithin) {
        this.state = state;
        this.clock = clock;
        this.deadline = deadline;
        this.resumeWithin = resumeWithin;
    }

    Sweep beginOrResume(Account account) {
        Optional<OpenSweep> unfinished = state.openSweep(account.name());
        if (unfinished.isPresent()) {
            Sweep sweep = sweep(account, unfinished.get(), true);
            if (!unfinished.get().startedAt().isAfter(clock.instant().minus(resumeWithin))) {
                giveUp(
                        sweep,
                        "the sweep stopped half-way and is older than contacts.sweep.resume-within; a new one begins.");
            } else if (!sweep.canResume()) {
                giveUp(sweep, "the sweep stopped half-way under another value of paging; a new one begins.");
            } else {
                return sweep;
            }
        }
        OpenSweep opened = state.begin(account.name(), UUID.randomUUID().toString(), clock.instant());
        return sweep(account, opened, false);
    }

    /** Ends a sweep that cannot be resumed as failed; its receipt is published before the next sweep begins. */
    private void giveUp(Sweep sweep, String why) {
        String account = sweep.account().name();
        Reconciliation reconciliation =
                new Reconciliation(SweepStatus.FAILED, StopReason.DEADLINE, account + ": " + why, false);
        long distinct = state.distinct(account, sweep.sequence());
        Receipt receipt = Receipt.of(sweep, clock.instant(), reconciliation, distinct, state.lastEnded(account));
        Receipts.keepPending(state, receipt, false);
        state.end(account, sweep.sequence(), receipt.end(sweep.progress()));
        receipt.log(LOG);
    }

    private Sweep sweep(Account account, OpenSweep opened, boolean resumed) {
        return new Sweep(
                account, opened, resumed, DeadLetters.setAside(state, account.name()), deadline, clock.instant());
    }
}
