package io.contactroutes.request;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The requests that one host takes: so many a minute, spread over it, and none while it asked for a pause.
 *
 * <p>Each place is a little later than its turn, by chance, so that nobody beats time on the host.
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

    /** Waits for the next free place, and for the end of a pause unless the request has no patience for it. */
    void take(Request request, Pause pause) {
        do {
            request.bearPause(pausedUntil());
            pause.last(Duration.between(clock.instant(), reserve()));
        } while (clock.instant().isBefore(pausedUntil()));
    }

    /** Lets no further request start before this time; a shorter pause does not end a longer one. */
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

    /** Lets time pass. */
    @FunctionalInterface
    interface Pause {
        void last(Duration duration);
    }
}
