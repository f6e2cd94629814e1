package io.contactroutes.sweep;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contactroutes.state.StateException;
import java.util.Set;
import java.util.TreeSet;

/**
 * How far a sweep has come, as the state stores it.
 *
 * @param counts over the committed pages
 * @param cursor of the first page that is not committed; null where pages are numbered, and for page 1
 * @param ahead the committed pages behind the first that is not
 * @param walk the walk that these pages are of
 */
record Progress(Counts counts, String cursor, Set<Integer> ahead, Walk walk) {

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private static final String CURSOR = "cursor";
    private static final String AHEAD = "ahead";
    private static final String WALK = "walk";

    Progress withRequests(long requests) {
        return new Progress(counts.withRequests(requests), cursor, ahead, walk);
    }

    /** @param json what {@link #toJson} wrote, or null for a sweep without a committed page */
    static Progress fromJson(String json) {
        if (json == null) {
            return new Progress(Counts.NONE, null, Set.of(), Walk.FIRST);
        }
        try {
            JsonNode stored = JSON.readTree(json);
            Set<Integer> ahead = new TreeSet<>();
            stored.path(AHEAD).forEach(page -> ahead.add(page.asInt()));
            return new Progress(
                    JSON.treeToValue(stored, Counts.class),
                    stored.path(CURSOR).textValue(),
                    ahead,
                    stored.has(WALK) ? JSON.treeToValue(stored.path(WALK), Walk.class) : Walk.FIRST);
        } catch (JsonProcessingException e) {
            throw new StateException("The counters of an open sweep cannot be read from contacts.state.url.", e);
        }
    }

    String toJson() {
        ObjectNode json = JSON.valueToTree(counts);
        if (cursor != null) {
            json.put(CURSOR, cursor);
        }
        if (!ahead.isEmpty()) {
            ArrayNode pages = json.putArray(AHEAD);
            ahead.forEach(pages::add);
        }
        if (!walk.isFirst()) {
            json.set(WALK, JSON.valueToTree(walk));
        }
        return json.toString();
    }
}
