package io.contactroutes.request;

import java.time.Duration;
import java.time.Instant;

/** The requests that one host takes: so many a minute, evenly spaced, and none while it asked for a pause. */
final class HostBudget {

    private final Duration spacing;
    private Instant nextFree = Instant.EPOCH;
    private Instant pausedUntil = Instant.EPOCH;

    HostBudget(int requestsPerMinute) {
        spacing = Duration.ofMinutes(1).dividedBy(requestsPerMinute);
    }

    /** Takes the next free place and says when it is. */
    synchronized Instant reserve(Instant now) {
        Instant at = later(now, later(nextFree, pausedUntil));
        nextFree = at.plus(spacing);
        return at;
    }

    /** Lets no further request start before this time; a shorter pause does not end a longer one. */
    synchronized void pauseUntil(Instant until) {
        pausedUntil = later(pausedUntil, until);
    }

    /** The end of the pause that the host asked for; long past when it asked for none. */
    synchronized Instant pausedUntil() {
        return pausedUntil;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}
