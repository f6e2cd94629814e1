package io.contactroutes.receipt;

import io.contactroutes.identity.KnownSink;
import io.contactroutes.sink.Publication;
import io.contactroutes.sink.SinkRecord;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.Counts;
import io.contactroutes.sweep.StopOutcome;
import io.contactroutes.sweep.StopReason;
import io.contactroutes.sweep.Sweep;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private final KnownSink sink;
    private final double maxDeadLetters;
    private final Clock clock;

    /**
     * @param sink the sink that the receipts are published to
     * @param maxDeadLetters the share of a sweep's contacts, from 0 to 1, that may be dead letters
     */
    public Receipts(State state, KnownSink sink, double maxDeadLetters, Clock clock) {
        this.state = state;
        this.sink = sink;
        this.maxDeadLetters = maxDeadLetters;
        this.clock = clock;
    }

    /** Returns the receipt of the begin, after a pending one of an earlier sweep. */
    public Publication started(@Variable("sweep") Sweep sweep) {
        String account = sweep.account().name();
        List<SinkRecord> records = new ArrayList<>();
        lines(state, account)
                .filter(json -> ReceiptJson.holdsBeside(json, sweep.id()))
                .map(ReceiptJson::record)
                .forEach(records::add);
        Receipt started = Receipt.started(sweep, clock.instant(), state.lastEnded(account));
        records.add(ReceiptJson.record(ReceiptJson.started(started, sweep.expected())));
        return Publication.of(records);
    }

    /** Decides how the sweep ended, and stores its receipt as pending. */
    public SweepResult reconcile(@Variable("sweep") Sweep sweep) {
        String account = sweep.account().name();
        long distinct = state.distinct(account, sweep.sequence());
        Reconciliation reconciliation = vouched(sweep, limited(sweep, Reconciliation.of(sweep, distinct)));
        Receipt receipt = Receipt.of(sweep, clock.instant(), reconciliation, distinct, state.lastEnded(account));
        keepPending(state, receipt, false);
        return new SweepResult(sweep, receipt);
    }

    /** Returns the result of a recent sweep: it proves nothing, so that it is never complete, and is not pending. */
    public static SweepResult recent(Sweep sweep, Instant at) {
        StopOutcome stop = sweep.walk().outcome();
        Reconciliation ended = new Reconciliation(SweepStatus.INCOMPLETE, stop.reason(), stop.sentence(), false);
        long distinct = sweep.recent().orElseThrow().distinct();
        return new SweepResult(sweep, Receipt.of(sweep, at, ended, distinct, Optional.empty()));
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

    /**
     * Returns the note of the receipts that are pending when an account begins anew.
     *
     * @param givenUp of the sweep that is given up; null when there is none
     * @param elsewhere whether the sink may not hold what an earlier receipt counted, which then must not claim that it is whole
     */
    public static Map<String, String> pending(State state, String account, Receipt givenUp, boolean elsewhere) {
        Stream<String> earlier = lines(state, account)
                .filter(json -> givenUp == null || !ReceiptJson.sweep(json).equals(givenUp.sweep()))
                .map(json -> elsewhere ? ReceiptJson.withoutClaim(json) : json);
        Stream<String> last = Stream.ofNullable(givenUp).map(receipt -> ReceiptJson.write(receipt, false));
        String all = Stream.concat(earlier, last).collect(Collectors.joining("\n"));
        return all.isEmpty() ? Map.of() : Map.of(PENDING, all);
    }

    private static Stream<String> lines(State state, String account) {
        return state.note(account, PENDING).stream().flatMap(String::lines);
    }

    /** Claims nothing about a sink that was replaced during the sweep, or that may hold what was deleted elsewhere. */
    private Reconciliation vouched(Sweep sweep, Reconciliation reconciliation) {
        String account = sweep.account().name();
        if (reconciliation.status() != SweepStatus.COMPLETE) {
            return reconciliation;
        }
        if (!sink.isSame(account)) {
            String message = account
                    + ": the sink changed while the list was read; the next sweep publishes every contact again.";
            return new Reconciliation(SweepStatus.FAILED, StopReason.ERROR, message, false);
        }
        return sink.doubt(account).map(reconciliation::doubted).orElse(reconciliation);
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
