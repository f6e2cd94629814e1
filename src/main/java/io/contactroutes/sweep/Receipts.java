package io.contactroutes.sweep;

import io.contactroutes.sink.SinkRecord;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;

/**
 * Writes the receipts of sweeps. Bean {@code receipts}.
 *
 * <p>A receipt that tells an end is kept in the state until it is acknowledged, so that a crash does not lose it: it is
 * published before the account's next sweep.
 */
public final class Receipts {

    private static final String OWED = "owed-receipt";

    /** So few dead letters fail no sweep, however short the list. */
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

    /** Balances the sweep and keeps its receipt, in the variable {@code receipt} and in the state. */
    public void balance(Exchange exchange, @Variable("sweep") Sweep sweep) {
        String account = sweep.account().name();
        long distinct = state.distinct(account, sweep.sequence());
        Reconciliation balance = judged(sweep, Reconciliation.of(sweep, distinct));
        Receipt receipt = Receipt.of(sweep, clock.instant(), balance, distinct, state.lastEnded(account));
        exchange.setVariable("receipt", receipt);
        owe(state, receipt, false);
    }

    private Reconciliation judged(Sweep sweep, Reconciliation balance) {
        Counts counts = sweep.counts();
        boolean ended = balance.status() == SweepStatus.COMPLETE || balance.status() == SweepStatus.INCOMPLETE;
        if (!ended || counts.deadLettered() <= HANDFUL || counts.deadLettered() <= maxDeadLetters * counts.contacts()) {
            return balance;
        }
        String message = sweep.account().name() + ": " + counts.deadLettered() + " of " + counts.contacts()
                + " contacts are dead letters, which is more than contacts.dead-letters.max-share; see their reasons.";
        return new Reconciliation(SweepStatus.FAILED, StopReason.ERROR, message, false);
    }

    /** The record of the sweep's receipt: that of its begin until it is balanced, after one that is owed. */
    public List<SinkRecord> record(Exchange exchange, @Variable("sweep") Sweep sweep) {
        Receipt ended = exchange.getVariable("receipt", Receipt.class);
        if (ended != null) {
            owe(state, ended, true);
            return List.of(ended.toRecord(true));
        }
        String account = sweep.account().name();
        List<SinkRecord> records = new ArrayList<>();
        state.note(account, OWED)
                .filter(json -> ReceiptJson.holdsBeside(json, sweep.id()))
                .ifPresent(json -> records.add(ReceiptJson.record(json)));
        records.add(Receipt.started(sweep, clock.instant(), state.lastEnded(account))
                .toRecord(true));
        return records;
    }

    /**
     * Keeps a receipt until it is acknowledged.
     *
     * @param last whether nothing more of the sweep is on its way to the sink
     */
    static void owe(State state, Receipt receipt, boolean last) {
        state.note(receipt.account().name(), OWED, ReceiptJson.write(receipt, last));
    }

    /** Notes that the receipts were acknowledged. */
    public void settle(@Variable("sweep") Sweep sweep) {
        state.note(sweep.account().name(), OWED, null);
    }
}
