package io.contactroutes.request;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Limits the requests to one host: so many a minute, spread evenly, and none during a pause that it asked for. Jitter avoids
 * synchronized requests.
 */
final class HostRateLimit {

    private final Duration spacing;
    private final Clock clock;
    private Instant nextFree = Instant.EPOCH;
    private Instant pausedUntil = Instant.EPOCH;

    HostRateLimit(int requestsPerMinute, Clock clock) {
        spacing = Duration.ofMinutes(1).dividedBy(requestsPerMinute);
        this.clock = clock;
    }

    /** Waits for the next free place, and for the end of a pause unless that is after the request's retry timeout. */
    void take(Request request, Pause pause) {
        do {
            request.acceptPause(pausedUntil());
            pause.last(Duration.between(clock.instant(), reserve()));
        } while (clock.instant().isBefore(pausedUntil()));
    }

    /** Has no further request start before this time; a shorter pause does not end a longer one. */
    synchronized void pauseUntil(Instant until) {
        pausedUntil = later(pausedUntil, until);
    }

    /** The end of the pause that the host asked for; long past when it asked for none. */
    synchronized Instant pausedUntil() {
        return pausedUntil;
    }

    private synchronized Instant reserve() {
        Instant at = later(clock.instant(), later(nextFree, pausedUntil));
        nextFree = at.plus(spacing);
        return at.plusNanos(ThreadLocalRandom.current().nextLong(spacing.toNanos() / 4 + 1));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    /** Waits. */
    @FunctionalInterface
    interface Pause {
        void last(Duration duration);
    }
}
