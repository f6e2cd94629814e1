package io.contactroutes.sweep;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contactroutes.state.StateException;

/**
 * What a sweep has counted over its committed pages.
 *
 * @param pages pages that were read
 * @param furthest the highest number of these pages
 * @param contacts contacts on them, repeats included
 * @param total what the provider declared; null when it declares nothing
 * @param created contacts published for the first time
 * @param updated contacts published again because they changed
 * @param deleted contacts of which a tombstone was published
 * @param unchanged contacts that were not published again
 * @param deadLettered contacts that could not be mapped or are not valid
 * @param withoutId of these, how many do not even tell their id
 * @param repeats contacts that the sweep had seen before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Counts(
        long pages,
        int furthest,
        long contacts,
        DeclaredTotal total,
        long created,
        long updated,
        long deleted,
        long unchanged,
        long deadLettered,
        long withoutId,
        long repeats) {

    static final Counts NONE = new Counts(0, 0, 0, null, 0, 0, 0, 0, 0, 0, 0);

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** The sum of these and those of another page. */
    Counts plus(Counts page) {
        return new Counts(
                pages + page.pages,
                Math.max(furthest, page.furthest),
                contacts + page.contacts,
                DeclaredTotal.both(total, page.total),
                created + page.created,
                updated + page.updated,
                deleted + page.deleted,
                unchanged + page.unchanged,
                deadLettered + page.deadLettered,
                withoutId + page.withoutId,
                repeats + page.repeats);
    }

    /** The same with further tombstones. */
    Counts plusDeleted(long tombstones) {
        return plus(new Counts(0, 0, 0, null, 0, 0, tombstones, 0, 0, 0, 0));
    }

    /** The same when the next page in order declares this total; null when it declares none. */
    Counts followed(DeclaredTotal next) {
        return new Counts(
                pages,
                furthest,
                contacts,
                DeclaredTotal.followed(total, next),
                created,
                updated,
                deleted,
                unchanged,
                deadLettered,
                withoutId,
                repeats);
    }

    /** How many records went to the sink. */
    long published() {
        return created + updated + deleted;
    }

    String toJson() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Counts are always JSON", e);
        }
    }

    /** @param json what {@link #toJson} wrote, or null for a sweep without a committed page */
    static Counts fromJson(String json) {
        try {
            return json == null ? NONE : JSON.readValue(json, Counts.class);
        } catch (JsonProcessingException e) {
            throw new StateException("The counters of an open sweep cannot be read from contacts.state.url.", e);
        }
    }
}
