package io.contactroutes.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.contactroutes.state.SeenContact;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;

/** Reads what a page says about its list, and commits it at last. Bean {@code pages}. */
public final class Pages {

    /** What a page leaves behind; while the next one is asked for, nobody needs it. */
    private static final List<String> OF_PAGE = List.of(
            "contacts",
            "total",
            "lastPage",
            "refusal",
            "fetchedAt",
            "sources",
            "rejected",
            "setAside",
            "seen",
            "tombstoned",
            "counts");

    private final State state;
    private final SignInBackOff signIns;
    private final SweepListener listener;
    private final Clock clock;

    public Pages(State state, SignInBackOff signIns, SweepListener listener, Clock clock) {
        this.state = state;
        this.signIns = signIns;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Takes the page's word on its contacts, the total and the end from the variables {@code contacts}, {@code total} and
     * {@code lastPage}.
     *
     * @throws SweepStopException when the provider refused in the body of an answer ({@code refusal}), or when there is
     *     no list of contacts: that is never taken for an empty page
     */
    public void read(Exchange exchange, @Variable("sweep") Sweep sweep, @Variable("page") int page) {
        String accountName = sweep.account().name();
        String refusal = text(exchange, "refusal");
        if (!refusal.isEmpty()) {
            signIns.refused(sweep, refusal);
            throw new SweepStopException(
                    StopReason.ERROR,
                    SweepStatus.FAILED,
                    accountName + ": the provider refuses the request (" + SafeText.safe(refusal) + "); check "
                            + sweep.account().secretKeys() + " and the account's other settings.");
        }
        if (!(exchange.getVariable("contacts") instanceof JsonNode contacts) || !contacts.isArray()) {
            throw new SweepStopException(
                    StopReason.ERROR,
                    SweepStatus.FAILED,
                    accountName + ": page " + page
                            + " holds no list of contacts where this provider has it; check the account's url.");
        }
        if (contacts.isEmpty()) {
            sweep.end(StopOutcome.at(page, StopReason.EMPTY_PAGE));
        } else if (text(exchange, "lastPage").equals("true")) {
            sweep.end(StopOutcome.at(page, StopReason.LAST_PAGE));
        }
        exchange.setVariable("fetchedAt", clock.instant());
        exchange.getMessage().setBody(contacts);
    }

    /** Commits the hashes, the ids seen and the page number, and lets go of the page, after all records of the page were acknowledged. */
    public void commit(
            Exchange exchange,
            @Variable("sweep") Sweep sweep,
            @Variable("page") int page,
            @Variable("seen") List<SeenContact> seen,
            @Variable("tombstoned") Set<String> tombstoned,
            @Variable("counts") Counts counts) {
        if (!tombstoned.isEmpty()) {
            state.deleted(sweep.account().name(), tombstoned);
        }
        seen.stream()
                .filter(contact -> contact.hash() != null)
                .forEach(contact -> DeadLetters.mended(state, sweep, contact.id()));
        sweep.commit(state, page, seen, counts);
        sweep.claims().release(page);
        OF_PAGE.forEach(exchange::removeVariable);
        listener.committed(sweep, page);
    }

    /** The total that the provider declares on a page; null when it declares none. */
    static DeclaredTotal declaredTotal(Exchange exchange, int page) {
        JsonNode total = exchange.getVariable("total") instanceof JsonNode node
                ? node
                : JsonNodeFactory.instance.textNode(text(exchange, "total"));
        return total.isIntegralNumber() || total.asText().matches("\\d{1,18}")
                ? DeclaredTotal.on(page, total.asLong())
                : null;
    }

    /** A variable as text, without the quotes of JSON; empty when there is none. */
    private static String text(Exchange exchange, String variable) {
        Object value = exchange.getVariable(variable);
        if (value instanceof JsonNode node) {
            return node.isNull() ? "" : node.asText();
        }
        return value == null ? "" : value.toString();
    }
}
