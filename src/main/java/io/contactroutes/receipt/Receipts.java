package io.contactroutes.receipt;

import io.contactroutes.sink.Publication;
import io.contactroutes.sink.SinkRecord;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.Counts;
import io.contactroutes.sweep.StopReason;
import io.contactroutes.sweep.Sweep;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Writes the receipts of sweeps. Bean {@code receipts}.
 *
 * <p>The receipt of an end is pending in the state until it is acknowledged, so that a crash does not lose it: it is published
 * before the account's next sweep begins.
 */
public final class Receipts {

    private static final String PENDING = "owed-receipt";

    /** Up to this many dead letters fail no sweep, however short the list. */
    private static final int HANDFUL = 5;

    private final State state;
    private final double maxDeadLetters;
    private final Clock clock;

    /** @param maxDeadLetters the share of a sweep's contacts, from 0 to 1, that may be dead letters */
    public Receipts(State state, double maxDeadLetters, Clock clock) {
        this.state = state;
        this.maxDeadLetters = maxDeadLetters;
        this.clock = clock;
    }

    /** Returns the receipt of the begin, after a pending one of an earlier sweep. */
    public Publication started(@Variable("sweep") Sweep sweep) {
        String account = sweep.account().name();
        List<SinkRecord> records = new ArrayList<>();
        state.note(account, PENDING)
                .filter(json -> ReceiptJson.holdsBeside(json, sweep.id()))
                .ifPresent(json -> records.add(ReceiptJson.record(json)));
        records.add(Receipt.started(sweep, clock.instant(), state.lastEnded(account))
                .toRecord(true));
        return Publication.of(records);
    }

    /** Decides how the sweep ended, and stores its receipt as pending. */
    public SweepResult reconcile(@Variable("sweep") Sweep sweep) {
        String account = sweep.account().name();
        long distinct = state.distinct(account, sweep.sequence());
        Reconciliation reconciliation = limited(sweep, Reconciliation.of(sweep, distinct));
        Receipt receipt = Receipt.of(sweep, clock.instant(), reconciliation, distinct, state.lastEnded(account));
        keepPending(state, receipt, false);
        return new SweepResult(sweep, receipt);
    }

    /** Stores the receipt as it will be published, when all other records of the sweep are. */
    public void complete(@Body SweepResult result) {
        keepPending(state, result.receipt(), true);
    }

    /** Removes the pending receipt, as all receipts of the account are acknowledged. */
    public void settle(@Variable("sweep") Sweep sweep) {
        state.note(sweep.account().name(), PENDING, null);
    }

    /**
     * Stores a receipt until it is acknowledged.
     *
     * @param last whether all other records of the sweep are published
     */
    public static void keepPending(State state, Receipt receipt, boolean last) {
        state.note(receipt.account().name(), PENDING, ReceiptJson.write(receipt, last));
    }

    private Reconciliation limited(Sweep sweep, Reconciliation reconciliation) {
        Counts counts = sweep.counts();
        boolean ended =
                reconciliation.status() == SweepStatus.COMPLETE || reconciliation.status() == SweepStatus.INCOMPLETE;
        if (!ended || counts.deadLettered() <= HANDFUL || counts.deadLettered() <= maxDeadLetters * counts.contacts()) {
            return reconciliation;
        }
        String message = sweep.account().name() + ": " + counts.deadLettered() + " of " + counts.contacts()
                + " contacts are dead letters, which is more than contacts.dead-letters.max-share; see their reasons.";
        return new Reconciliation(SweepStatus.FAILED, StopReason.ERROR, message, false);
    }
}
