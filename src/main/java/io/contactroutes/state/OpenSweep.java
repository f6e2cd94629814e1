package io.contactroutes.state;

import java.time.Instant;

/**
 * Describes a sweep that has begun and not ended.
 *
 * @param sequence 1 for the account's first sweep, then one more for each
 * @param id as given to {@link State#begin}
 * @param startedAt in milliseconds
 * @param nextPage the first page that is not committed; pages count from 1
 * @param progress the counters of the last commit, opaque JSON; null before the first
 */
public record OpenSweep(String account, long sequence, String id, Instant startedAt, int nextPage, String progress) {

    /** Returns one that the state does not have: contacts are published outside of a sweep of the whole list. Its sequence is 0. */
    public static OpenSweep none(String account, String id, Instant at) {
        return new OpenSweep(account, 0, id, at, 1, null);
    }
}
