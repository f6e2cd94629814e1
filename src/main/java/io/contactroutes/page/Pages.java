package io.contactroutes.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.deadletter.DeadLetters;
import io.contactroutes.lifecycle.SweepListener;
import io.contactroutes.request.SignInBackOff;
import io.contactroutes.state.SeenContact;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.DeclaredTotal;
import io.contactroutes.sweep.Paging;
import io.contactroutes.sweep.SafeText;
import io.contactroutes.sweep.StopOutcome;
import io.contactroutes.sweep.StopReason;
import io.contactroutes.sweep.Sweep;
import io.contactroutes.sweep.SweepStopException;
import java.time.Clock;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/** Reads the page envelope of an answer, and commits the page. Bean {@code pages}. */
public final class Pages {

    private final PageSchema schema;
    private final State state;
    private final SignInBackOff signIns;
    private final SweepListener listener;
    private final Clock clock;

    public Pages(PageSchema schema, State state, SignInBackOff signIns, SweepListener listener, Clock clock) {
        this.schema = schema;
        this.state = state;
        this.signIns = signIns;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Validates the page envelope, and ends the walk when the page is the last one.
     *
     * @param read the envelope: {@code schema/page.schema.json}
     * @param number the page that was requested, from 1
     * @throws SweepStopException when the provider refused in the body of an answer, or when there is no list of
     *     contacts (which never counts as an empty page), or when the envelope is not valid
     */
    public Page read(@Body JsonNode read, @Variable("sweep") Sweep sweep, @Variable("page") int number) {
        String refusal = read.path("refusal").asText();
        if (!refusal.isEmpty()) {
            throw refused(sweep, refusal);
        }
        if (!read.path("contacts").isArray()) {
            throw stop(
                    sweep,
                    "page " + number
                            + " holds no list of contacts where this provider has it; check the account's url.");
        }
        schema.check(read, sweep);
        sweep.inFlight().arrived(number);
        Page page = new Page(
                number,
                clock.instant(),
                read.path("contacts"),
                total(read, sweep, number),
                read.path("next").textValue());
        if (sweep.recent().isPresent()) {
            sweep.recent().get().read(read.path("contacts"), isLast(page, read, sweep));
        } else if (isLast(page, read, sweep)) {
            sweep.end(StopOutcome.at(page.number(), page.size() == 0 ? StopReason.EMPTY_PAGE : StopReason.LAST_PAGE));
        }
        return page;
    }

    /**
     * Commits the hashes, the ids seen and the page's number or cursor, after all records of the page were acknowledged. Of a recent
     * sweep only the hashes: that it has seen a contact proves nothing.
     */
    public void commit(@Body Page page, @Variable("sweep") Sweep sweep) {
        PageChanges changes = page.changes();
        List<SeenContact> settled = changes.settled();
        changes.deletedByProvider().forEach(id -> DeadLetters.resolved(state, sweep, id));
        if (!changes.tombstoned().isEmpty()) {
            state.deleted(sweep.account().name(), changes.tombstoned());
        }
        settled.forEach(contact -> DeadLetters.resolved(state, sweep, contact.id()));
        sweep.inFlight().published(page.number(), settled);
        sweep.walk().commit(state, page.number(), page.next(), changes.seen(), changes.counts());
        sweep.inFlight().release(page.number());
        listener.committed(sweep, page.number());
    }

    private static DeclaredTotal total(JsonNode read, Sweep sweep, int number) {
        if (sweep.recent().isEmpty() && read.hasNonNull("total")) {
            return DeclaredTotal.on(number, read.path("total").asLong());
        }
        return sweep.recent().isEmpty() && sweep.account().declaresTotal() ? DeclaredTotal.missingOn(number) : null;
    }

    private static boolean isLast(Page page, JsonNode read, Sweep sweep) {
        boolean numbered = sweep.paging() == Paging.NUMBER;
        if (numbered && page.next() != null) {
            throw stop(
                    sweep,
                    "routes/providers/" + sweep.account().provider()
                            + ".camel.yaml gives a next page but its parameter paging is number; set it to cursor or link.");
        }
        return page.size() == 0 || read.path("last").asBoolean() || !numbered && page.next() == null;
    }

    private SweepStopException refused(Sweep sweep, String refusal) {
        signIns.refused(sweep.account(), sweep.id(), refusal);
        return stop(
                sweep,
                "the provider refuses the request (" + SafeText.of(refusal) + "); check "
                        + sweep.account().secretKeys() + " and the account's other settings.");
    }

    private static SweepStopException stop(Sweep sweep, String what) {
        return new SweepStopException(
                StopReason.ERROR, SweepStatus.FAILED, sweep.account().name() + ": " + what);
    }
}
