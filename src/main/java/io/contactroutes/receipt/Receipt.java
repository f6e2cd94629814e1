package io.contactroutes.receipt;

import io.contactroutes.config.Account;
import io.contactroutes.state.EndedSweep;
import io.contactroutes.state.SweepEnd;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.Counts;
import io.contactroutes.sweep.StopReason;
import io.contactroutes.sweep.Sweep;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;

/**
 * The record of how a sweep began or ended: {@code schema/receipt.schema.json}. Contains nothing personal.
 *
 * @param sweep the sweep's id; null when it could not begin
 * @param sequence 0 of a recent sweep
 * @param at when it is written: when the sweep began or is resumed, or ended
 * @param reconciliation how it ended; null in the receipt of its begin
 * @param distinct how many different contacts it has seen
 * @param heldDeletes contacts that are gone and whose deletes are held
 * @param resumedAtPage null when it began at page 1
 * @param previousSweep the id of the account's last sweep that ended; null when there is none
 */
public record Receipt(
        Account account,
        String sweep,
        long sequence,
        Instant startedAt,
        Instant at,
        Reconciliation reconciliation,
        Counts counts,
        long distinct,
        long heldDeletes,
        Integer resumedAtPage,
        String previousSweep) {

    public static Receipt started(Sweep sweep, Instant at, Optional<EndedSweep> previous) {
        return of(sweep, at, null, 0, previous);
    }

    /** Returns the receipt, never published, of a sweep that could not begin. */
    public static Receipt notBegun(Account account, Instant at, SweepStatus status, String message) {
        Reconciliation stopped = new Reconciliation(status, StopReason.ERROR, message, false);
        return new Receipt(account, null, 0, at, at, stopped, Counts.NONE, 0, 0, null, null);
    }

    /** Returns the receipt of a sweep whose end could not be published yet; that receipt is pending. */
    public static Receipt notAnnounced(Sweep sweep, Instant at, String message) {
        Reconciliation deferred = new Reconciliation(SweepStatus.DEFERRED, StopReason.ERROR, message, false);
        return of(sweep, at, deferred, 0, Optional.empty());
    }

    public static Receipt of(
            Sweep sweep, Instant at, Reconciliation reconciliation, long distinct, Optional<EndedSweep> previous) {
        return new Receipt(
                sweep.account(),
                sweep.id(),
                sweep.sequence(),
                sweep.startedAt(),
                at,
                reconciliation,
                sweep.counts(),
                distinct,
                0,
                sweep.isResumed() ? sweep.resumedAtPage() : null,
                previous.map(EndedSweep::id).orElse(null));
    }

    /** Returns a copy with the result of the deletes. */
    public Receipt with(long tombstones, long held, String message) {
        Reconciliation said = message == null ? reconciliation : reconciliation.with(message);
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

    /** Returns how the sweep ended; null while it runs. */
    public SweepStatus status() {
        return reconciliation == null ? null : reconciliation.status();
    }

    /** Returns what is wrong and what to do; null when nothing is wrong. */
    public String message() {
        return reconciliation == null ? null : reconciliation.message();
    }

    /** Returns whether it is about a recent sweep. */
    boolean isRecent() {
        return sweep != null && sequence == 0;
    }

    /** Returns whether the sink now holds every contact that the provider lists, and none that it no longer lists. */
    public boolean isWhole() {
        return status() == SweepStatus.COMPLETE
                && reconciliation.vouched()
                && counts.deadLettered() == 0
                && heldDeletes == 0;
    }

    /** Returns whether the list moved during the sweep, so that the account is swept once more at once. */
    public boolean wantsAnotherLook() {
        return reconciliation != null && reconciliation.moved();
    }

    /** Returns the pages that were read. */
    public long pages() {
        return counts.pages();
    }

    /** Returns the contacts on these pages. */
    public long contacts() {
        return counts.contacts();
    }

    /** Returns how many contacts the provider declares; empty when it declares none. */
    public OptionalLong declaredTotal() {
        return counts.total() == null || counts.total().missing()
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

    /** Returns how many records were published. */
    public long published() {
        return counts.published();
    }

    public long deadLettered() {
        return counts.deadLettered();
    }

    public Duration duration() {
        return Duration.between(startedAt, at);
    }

    public SweepEnd end(String progress) {
        return new SweepEnd(status(), reconciliation.reason().word(), at, progress);
    }

    /** Returns the end of the sweep as a line of text. */
    public String line() {
        String line = String.format(
                Locale.ROOT,
                "%s: %s (%s), %d pages%s, %d contacts: %d created, %d updated, %d deleted, %d unchanged, %d dead letters; %.1f s",
                account.name(),
                isRecent() ? "recent sweep" : status().word(),
                reconciliation.reason().word(),
                counts.pages(),
                counts.walks() > 1 ? " in " + counts.walks() + " walks" : "",
                counts.contacts(),
                counts.created(),
                counts.updated(),
                counts.deleted(),
                counts.unchanged(),
                counts.deadLettered(),
                duration().toMillis() / 1000.0);
        return message() == null ? line : line + ". " + message().replace(account.name() + ": ", "");
    }

    public void log(Logger log) {
        if (status() == SweepStatus.FAILED) {
            log.error("{}", line());
        } else if (status() != SweepStatus.COMPLETE || message() != null) {
            log.warn("{}", line());
        } else {
            log.info("{}", line());
        }
    }
}
