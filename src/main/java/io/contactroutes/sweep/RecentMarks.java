package io.contactroutes.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contactroutes.state.State;
import io.contactroutes.state.StateException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * When an account's last recent sweep began, and how far the next one reads. A note of the account.
 *
 * @param marks the times of the newest contacts by order; without those that are not known
 */
public record RecentMarks(Instant at, Map<String, Instant> marks) {

    /** Before the first recent sweep. */
    public static final RecentMarks NONE = new RecentMarks(Instant.EPOCH, Map.of());

    /** So much is read again: servers store a time before others can see it, and clocks differ. */
    static final Duration OVERLAP = Duration.ofMinutes(1);

    /** So long after a time none is added to the contacts that have it, as by an import to all of its own. */
    static final Duration SETTLED = Duration.ofMinutes(10);

    private static final String NOTE = "recent-sweep";
    private static final ObjectMapper JSON = new ObjectMapper();

    public static RecentMarks of(State state, String account) {
        return state.note(account, NOTE).map(RecentMarks::read).orElse(NONE);
    }

    /** Returns those of all accounts that have had a recent sweep. */
    public static Map<String, RecentMarks> all(State state) {
        Map<String, RecentMarks> all = new HashMap<>();
        state.noted(NOTE).forEach((account, note) -> all.put(account, read(note)));
        return all;
    }

    public void store(State state, String account) {
        ObjectNode note = JSON.createObjectNode();
        note.put("at", at.toString());
        marks.forEach((order, mark) -> note.withObject("/marks").put(order, mark.toString()));
        state.note(account, NOTE, note.toString());
    }

    /** Returns before what time contacts in an order are old; empty when nothing is known of that order. */
    Optional<Instant> limit(String order) {
        return Optional.ofNullable(marks.get(order))
                .map(mark -> at.isAfter(mark.plus(SETTLED)) ? mark.plusNanos(1) : mark.minus(OVERLAP));
    }

    private static RecentMarks read(String note) {
        try {
            JsonNode json = JSON.readTree(note);
            Map<String, Instant> marks = new HashMap<>();
            json.path("marks").properties().forEach(mark -> marks.put(mark.getKey(), time(mark.getValue())));
            return new RecentMarks(time(json.path("at")), marks);
        } catch (JsonProcessingException e) {
            throw new StateException("A note of a recent sweep cannot be read from contacts.state.url.", e);
        }
    }

    private static Instant time(JsonNode text) {
        return Instant.parse(text.textValue());
    }
}
