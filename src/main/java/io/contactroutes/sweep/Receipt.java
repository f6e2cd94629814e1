package io.contactroutes.sweep;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contactroutes.config.Account;
import io.contactroutes.state.EndedSweep;
import io.contactroutes.state.SweepEnd;
import io.contactroutes.state.SweepStatus;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * The record of how a sweep began or ended: {@code schema/receipt.schema.json}. Holds nothing personal.
 *
 * @param sweep the sweep's id; null when it could not begin
 * @param endedAt null in the receipt of its begin, and so are status, reason and distinct
 * @param message what is wrong and what to do; null when nothing is wrong
 * @param distinct how many different contacts it has seen
 * @param resumedAtPage null when it began at page 1
 * @param previousSweep the id of the account's last sweep that ended; null when there is none
 */
public record Receipt(
        Account account,
        String sweep,
        long sequence,
        Instant startedAt,
        Instant endedAt,
        SweepStatus status,
        StopReason reason,
        String message,
        Counts counts,
        Long distinct,
        Integer resumedAtPage,
        String previousSweep) {

    static Receipt started(Sweep sweep, Optional<EndedSweep> previous) {
        return of(sweep, null, null, null, null, null, previous);
    }

    static Receipt ended(
            Sweep sweep,
            Instant at,
            SweepStatus status,
            StopReason reason,
            String message,
            long distinct,
            Optional<EndedSweep> previous) {
        return of(sweep, at, status, reason, message, distinct, previous);
    }

    static Receipt notBegun(Account account, Instant at, String message) {
        return new Receipt(
                account, null, 0, at, at, SweepStatus.FAILED, StopReason.ERROR, message, Counts.NONE, 0L, null, null);
    }

    static Receipt notEnded(Sweep sweep, Instant at, String message) {
        return of(sweep, at, SweepStatus.DEFERRED, StopReason.ERROR, message, null, Optional.empty());
    }

    private static Receipt of(
            Sweep sweep,
            Instant endedAt,
            SweepStatus status,
            StopReason reason,
            String message,
            Long distinct,
            Optional<EndedSweep> previous) {
        return new Receipt(
                sweep.account(),
                sweep.id(),
                sweep.sequence(),
                sweep.startedAt(),
                endedAt,
                status,
                reason,
                message,
                sweep.counts(),
                distinct,
                sweep.isResumed() ? sweep.resumedAtPage() : null,
                previous.map(EndedSweep::id).orElse(null));
    }

    /** Whether it tells the end of a sweep. */
    public boolean isEnd() {
        return endedAt != null;
    }

    /** Whether every contact that the provider lists is now in the sink. */
    public boolean isWhole() {
        return status == SweepStatus.COMPLETE && counts.deadLettered() == 0;
    }

    /** Pages that were read. */
    public long pages() {
        return counts.pages();
    }

    /** Contacts on these pages. */
    public long contacts() {
        return counts.contacts();
    }

    /** Records that went to the sink. */
    public long published() {
        return counts.published();
    }

    public long deadLettered() {
        return counts.deadLettered();
    }

    public Duration duration() {
        return Duration.between(startedAt, endedAt);
    }

    /** {@code started} or {@code ended}. */
    public String event() {
        return isEnd() ? "ended" : "started";
    }

    SweepEnd end() {
        return new SweepEnd(status, reason.word(), endedAt, counts.toJson());
    }

    /** The receipt as subscribers get it, JSON in UTF-8 without a line break. */
    public byte[] toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("schema", "receipt/v1").put("event", event());
        json.put("account", account.alias()).put("provider", account.family());
        json.put("sweep", sweep).put("sequence", sequence);
        put(json, "previousSweep", previousSweep);
        json.put("startedAt", startedAt.toString());
        if (resumedAtPage != null) {
            json.put("resumedAtPage", resumedAtPage);
        }
        if (isEnd()) {
            json.put("endedAt", endedAt.toString());
            json.put("status", status.word()).put("stopReason", reason.word());
            json.put("whole", isWhole());
            put(json, "message", message);
            putCounts(json);
        }
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void putCounts(ObjectNode json) {
        json.put("pages", counts.pages());
        json.put("contacts", counts.contacts());
        json.put("distinct", distinct);
        if (counts.declaredTotal() != null) {
            json.put("declaredTotal", counts.declaredTotal());
        }
        json.put("created", counts.created());
        json.put("updated", counts.updated());
        json.put("deleted", counts.deleted());
        json.put("unchanged", counts.unchanged());
        json.put("deadLettered", counts.deadLettered());
        json.put("repeats", counts.repeats());
    }

    private static void put(ObjectNode json, String key, String value) {
        if (value != null) {
            json.put(key, value);
        }
    }

    /** The end of the sweep in a line, for people. */
    public String line() {
        String line = String.format(
                Locale.ROOT,
                "%s: %s (%s), %d pages, %d contacts: %d created, %d updated, %d deleted, %d unchanged, %d dead letters; %.1f s",
                account.alias(),
                status.word(),
                reason.word(),
                counts.pages(),
                counts.contacts(),
                counts.created(),
                counts.updated(),
                counts.deleted(),
                counts.unchanged(),
                counts.deadLettered(),
                duration().toMillis() / 1000.0);
        return message == null ? line : line + ". " + message;
    }

    void log(Logger log) {
        switch (status) {
            case COMPLETE -> log.info("{}", line());
            case INCOMPLETE, DEFERRED -> log.warn("{}", line());
            default -> log.error("{}", line());
        }
    }
}
