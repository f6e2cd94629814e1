package io.contactroutes.sweep;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.contactroutes.state.EndedSweep;
import java.util.Optional;

/**
 * The counters of a sweep over its committed pages.
 *
 * @param pages pages that were read
 * @param furthest the highest number of these pages
 * @param walks walks through the list that these pages are of
 * @param contacts contacts on them, repeats included
 * @param total the total that the provider declared; null when it declares none
 * @param created contacts published for the first time
 * @param updated contacts published again because they changed
 * @param deleted contacts of which a tombstone was published
 * @param unchanged contacts that were not published again
 * @param deadLettered contacts that could not be mapped or are not valid
 * @param withoutId those of them that have no id
 * @param repeats contacts that the sweep had seen before
 * @param repeatedPages pages that had only such contacts, though they were read for the first time
 * @param requests requests that were sent, further tries and those for access tokens included
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Counts(
        long pages,
        int furthest,
        int walks,
        long contacts,
        DeclaredTotal total,
        long created,
        long updated,
        long deleted,
        long unchanged,
        long deadLettered,
        long withoutId,
        long repeats,
        long repeatedPages,
        long requests) {

    public static final Counts NONE = new Counts(0, 0, 0, 0, null, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /**
     * Returns the counters of a stored sweep.
     *
     * @param progress as the state has it; null before the first page
     */
    public static Counts stored(String progress) {
        return Progress.fromJson(progress).counts();
    }

    /** Returns the sum of these and those of another page. */
    Counts plus(Counts page) {
        return new Counts(
                pages + page.pages,
                Math.max(furthest, page.furthest),
                Math.max(walks, page.walks),
                contacts + page.contacts,
                DeclaredTotal.both(total, page.total),
                created + page.created,
                updated + page.updated,
                deleted + page.deleted,
                unchanged + page.unchanged,
                deadLettered + page.deadLettered,
                withoutId + page.withoutId,
                repeats + page.repeats,
                repeatedPages + page.repeatedPages,
                requests + page.requests);
    }

    /** Returns a copy with further tombstones. */
    public Counts plusDeleted(long tombstones) {
        return plus(new Counts(0, 0, 0, 0, null, 0, 0, tombstones, 0, 0, 0, 0, 0, 0));
    }

    /** Returns a copy after the next page in order, which declares this total; null when it declares none. */
    Counts followed(DeclaredTotal next) {
        return with(DeclaredTotal.followed(total, next), requests);
    }

    /** Returns a copy at the beginning of another walk, whose pages count from 1 again. */
    Counts walkedAgain() {
        return with(total.walkedAgain(), requests);
    }

    /** Returns a copy with so many requests. */
    Counts withRequests(long sent) {
        return with(total, sent);
    }

    private Counts with(DeclaredTotal declared, long sent) {
        return new Counts(
                pages,
                furthest,
                walks,
                contacts,
                declared,
                created,
                updated,
                deleted,
                unchanged,
                deadLettered,
                withoutId,
                repeats,
                repeatedPages,
                sent);
    }

    /** Returns how many different contacts were seen, those without an id included. */
    public long seen() {
        return contacts - repeats;
    }

    /**
     * Returns how many contacts a sweep with these counters will have seen at its end: as many as the provider declares, else as many
     * as the last complete sweep of the account saw; empty when neither is known.
     */
    public Optional<Long> expected(Optional<EndedSweep> lastComplete) {
        return total != null && !total.missing()
                ? Optional.of(total.last())
                : lastComplete.map(sweep -> stored(sweep.end().progress()).seen());
    }

    /** Returns how many records were published. */
    public long published() {
        return created + updated + deleted;
    }
}
