package io.contactroutes.sweep;

import io.contactroutes.sink.SinkRecord;
import io.contactroutes.state.EndedSweep;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;

/** Balances sweeps and writes their receipts. Bean {@code receipts}. */
public final class Receipts {

    private final State state;
    private final Clock clock;

    public Receipts(State state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /** Decides how the sweep ended: only the provider's own word with counts that balance makes it complete. */
    public void balance(Exchange exchange, @Variable("sweep") Sweep sweep) {
        String account = sweep.account().alias();
        Stop stop = sweep.outcome();
        long distinct = state.distinct(account, sweep.sequence());
        SweepStatus status = stop.status();
        String message = stop.sentence();
        Long total = sweep.counts().declaredTotal();
        long seen = distinct + sweep.counts().withoutId();
        if (status == SweepStatus.COMPLETE && sweep.wentOnAfterEnd()) {
            status = SweepStatus.INCOMPLETE;
            message = account + ": a page behind the end of the list brought contacts.";
        } else if (status == SweepStatus.COMPLETE && total != null && total != seen) {
            status = SweepStatus.INCOMPLETE;
            message = account + ": " + seen + " different contacts were seen where the provider declares " + total
                    + "; the list may have moved during the walk.";
        }
        exchange.setVariable(
                "receipt",
                Receipt.ended(
                        sweep, clock.instant(), status, stop.reason(), message, distinct, state.lastEnded(account)));
    }

    /** The record of the receipt that the sweep has now: that of its begin until it is balanced. */
    public List<SinkRecord> record(Exchange exchange, @Variable("sweep") Sweep sweep) {
        Receipt receipt = exchange.getVariable("receipt", Receipt.class);
        if (receipt == null) {
            Optional<EndedSweep> previous = state.lastEnded(sweep.account().alias());
            receipt = Receipt.started(sweep, previous);
        }
        return List.of(SinkRecord.receipt(
                sweep.account().alias(),
                sweep.id(),
                sweep.startedAt(),
                receipt.event(),
                receipt.toJson(),
                receipt.status() != SweepStatus.DEFERRED,
                clock.instant()));
    }
}
