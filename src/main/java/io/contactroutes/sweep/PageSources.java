package io.contactroutes.sweep;

import io.contactroutes.state.ContactState;
import io.contactroutes.state.SweepStatus;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of the contacts of a page before they are mapped.
 *
 * @param claimed their ids; the page holds them until it is committed
 * @param known what was published of them, by id
 * @param unchanged ids of contacts that are left out: their sources are those of what was published
 * @param places where on the page those contacts are that are left, from 0; empty when none is left out
 */
record PageSources(Set<String> claimed, Map<String, ContactState> known, Set<String> unchanged, List<Integer> places) {

    /**
     * The same, for what the mapping made of the contacts.
     *
     * @param mapped their ids
     * @throws SweepStopException when the page holds no claim on one of them
     */
    PageSources of(Set<String> mapped, Sweep sweep) {
        if (!claimed.containsAll(mapped)) {
            throw new SweepStopException(
                    StopReason.ERROR,
                    SweepStatus.FAILED,
                    sweep.account().name() + ": routes/providers/"
                            + sweep.account().provider()
                            + ".jslt gives a contact another id in sourceId than its function source-id does; let them agree.");
        }
        return this;
    }

    /** The place on the page of a contact, of which only its place among those left is known. */
    int place(int index) {
        return places.isEmpty() ? index : places.get(index);
    }
}
