package io.contactroutes.state;

import java.time.Instant;

/**
 * Describes a sweep that has ended.
 *
 * @param sequence 1 for the account's first sweep, then one more for each
 * @param id as given to {@link State#begin}
 * @param end how it ended, never {@link SweepStatus#DEFERRED}
 */
public record EndedSweep(String account, long sequence, String id, Instant startedAt, SweepEnd end) {}
