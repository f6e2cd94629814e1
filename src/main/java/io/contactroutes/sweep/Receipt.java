package io.contactroutes.sweep;

import io.contactroutes.config.Account;
import io.contactroutes.sink.SinkRecord;
import io.contactroutes.state.EndedSweep;
import io.contactroutes.state.SweepEnd;
import io.contactroutes.state.SweepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;

/**
 * The record of how a sweep began or ended: {@code schema/receipt.schema.json}. Holds nothing personal.
 *
 * @param sweep the sweep's id; null when it could not begin
 * @param at when it is written: when the sweep began or is resumed, or ended
 * @param balance how it ended; null in the receipt of its begin
 * @param distinct how many different contacts it has seen
 * @param heldDeletes contacts that are gone and whose deletes wait for an operator's word
 * @param resumedAtPage null when it began at page 1
 * @param previousSweep the id of the account's last sweep that ended; null when there is none
 */
public record Receipt(
        Account account,
        String sweep,
        long sequence,
        Instant startedAt,
        Instant at,
        Reconciliation balance,
        Counts counts,
        long distinct,
        long heldDeletes,
        Integer resumedAtPage,
        String previousSweep) {

    static Receipt started(Sweep sweep, Instant at, Optional<EndedSweep> previous) {
        return of(sweep, at, null, 0, previous);
    }

    /** Of a sweep that could not begin; is not published, as there is no sweep to speak of. */
    static Receipt notBegun(Account account, Instant at, String message) {
        Reconciliation failed = new Reconciliation(SweepStatus.FAILED, StopReason.ERROR, message, false);
        return new Receipt(account, null, 0, at, at, failed, Counts.NONE, 0, 0, null, null);
    }

    /** Of a sweep whose end could not be told to subscribers; they will be told later. */
    static Receipt notTold(Sweep sweep, Instant at, String message) {
        return of(
                sweep,
                at,
                new Reconciliation(SweepStatus.DEFERRED, StopReason.ERROR, message, false),
                0,
                Optional.empty());
    }

    static Receipt of(Sweep sweep, Instant at, Reconciliation balance, long distinct, Optional<EndedSweep> previous) {
        return new Receipt(
                sweep.account(),
                sweep.id(),
                sweep.sequence(),
                sweep.startedAt(),
                at,
                balance,
                sweep.counts(),
                distinct,
                0,
                sweep.isResumed() ? sweep.resumedAtPage() : null,
                previous.map(EndedSweep::id).orElse(null));
    }

    /** The same with what became of the deletes. */
    Receipt with(long tombstones, long held, String message) {
        Reconciliation said = message == null ? balance : balance.with(message);
        return new Receipt(
                account,
                sweep,
                sequence,
                startedAt,
                at,
                said,
                counts.plusDeleted(tombstones),
                distinct,
                held,
                resumedAtPage,
                previousSweep);
    }

    /** How the sweep ended; null while it runs. */
    public SweepStatus status() {
        return balance == null ? null : balance.status();
    }

    /** What is wrong and what to do; null when nothing is wrong. */
    public String message() {
        return balance == null ? null : balance.message();
    }

    /**
     * Whether every contact that the provider lists, and none that it has ceased to list for good, is now in the sink.
     */
    public boolean isWhole() {
        return status() == SweepStatus.COMPLETE && counts.deadLettered() == 0 && heldDeletes == 0;
    }

    /** Whether the list moved during the walk, so that the account is swept once more at once. */
    public boolean wantsAnotherLook() {
        return balance != null && balance.moved();
    }

    /** Pages that were read. */
    public long pages() {
        return counts.pages();
    }

    /** Contacts on these pages. */
    public long contacts() {
        return counts.contacts();
    }

    /** How many contacts the provider declares to have; empty when it declares nothing. */
    public OptionalLong declaredTotal() {
        return counts.total() == null
                ? OptionalLong.empty()
                : OptionalLong.of(counts.total().last());
    }

    public long created() {
        return counts.created();
    }

    public long updated() {
        return counts.updated();
    }

    public long unchanged() {
        return counts.unchanged();
    }

    /** Records that went to the sink. */
    public long published() {
        return counts.published();
    }

    public long deadLettered() {
        return counts.deadLettered();
    }

    public Duration duration() {
        return Duration.between(startedAt, at);
    }

    /** {@code started} or {@code ended}. */
    public String event() {
        return balance == null ? "started" : "ended";
    }

    SweepEnd end() {
        return new SweepEnd(status(), balance.reason().word(), at, counts.toJson());
    }

    /**
     * The record of the receipt.
     *
     * @param last whether nothing more of the sweep is on its way to the sink
     */
    SinkRecord toRecord(boolean last) {
        return ReceiptJson.record(ReceiptJson.write(this, last));
    }

    /** The end of the sweep in a line, for people. */
    public String line() {
        String line = String.format(
                Locale.ROOT,
                "%s: %s (%s), %d pages, %d contacts: %d created, %d updated, %d deleted, %d unchanged, %d dead letters; %.1f s",
                account.name(),
                status().word(),
                balance.reason().word(),
                counts.pages(),
                counts.contacts(),
                counts.created(),
                counts.updated(),
                counts.deleted(),
                counts.unchanged(),
                counts.deadLettered(),
                duration().toMillis() / 1000.0);
        String accountName = account.name() + ": ";
        return message() == null ? line : line + ". " + message().replace(accountName, "");
    }

    void log(Logger log) {
        if (status() == SweepStatus.FAILED) {
            log.error("{}", line());
        } else if (status() != SweepStatus.COMPLETE || message() != null) {
            log.warn("{}", line());
        } else {
            log.info("{}", line());
        }
    }
}
