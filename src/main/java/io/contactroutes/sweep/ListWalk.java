package io.contactroutes.sweep;

import io.contactroutes.state.SeenContact;
import io.contactroutes.state.State;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/** The way of a sweep through its list. */
public interface ListWalk {

    /** Takes the next page, from 1, that no worker has taken; returns empty when the walk stops. */
    OptionalInt takePage(Instant now);

    /** Returns the cursor or address of the page that was taken last; null for page 1, and where pages are numbered. */
    String cursor();

    /** Returns the order in which the list is walked now; empty where the provider has no parameter for it. */
    String order();

    /** Counts a request that is about to be sent. */
    void sending();

    Counts counts();

    /** Returns how it ended: a failure on a page past the end of the list does not count. */
    StopOutcome outcome();

    /**
     * Commits a page whose records are acknowledged, and goes on to the next one.
     *
     * @param next the cursor or address of the page after it; null where pages are numbered, and for the last page
     * @param seen its contacts; of those with a hash something is published
     */
    void commit(State state, int page, String next, List<SeenContact> seen, Counts ofPage);
}
