package io.contactroutes.state;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * Describes how and when a sweep ended.
 *
 * @param stopReason why it stopped, such as {@code empty-page}
 * @param at when, in milliseconds; not kept for a deferred sweep, which has not ended
 * @param progress the last counters, opaque JSON; null = as of the last commit
 */
public record SweepEnd(SweepStatus status, String stopReason, Instant at, String progress) {

    public SweepEnd {
        requireNonNull(status, "status");
        requireNonNull(stopReason, "stopReason");
        requireNonNull(at, "at");
    }
}
