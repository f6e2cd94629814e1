package io.contactroutes.request;

import io.contactroutes.state.Processes;
import io.contactroutes.state.Processes.Place;
import io.contactroutes.state.StateException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Limits the requests to one host: so many a minute, spread evenly, and none during a pause that it asked for. Jitter avoids
 * synchronized requests. Where several processes share a state, they share the limit there: each request reserves its place.
 */
final class HostRateLimit {

    /** Places for so long are reserved at once, as asking for each would take longer than to wait for it. */
    private static final Duration AT_ONCE = Duration.ofMillis(20);

    private final String host;
    private final Duration spacing;
    private final Processes processes;
    private final Clock clock;
    private final int places;
    private final Object asking = new Object();
    private volatile int failures;
    private volatile StateException failure;
    private int reserved;
    private Instant nextFree = Instant.EPOCH;
    private Instant pausedUntil = Instant.EPOCH;

    /** @param host its origin, which is the same in all processes */
    HostRateLimit(String host, int requestsPerMinute, Processes processes, Clock clock) {
        this.host = host;
        this.spacing = Duration.ofMinutes(1).dividedBy(requestsPerMinute);
        this.processes = processes;
        this.clock = clock;
        this.places = (int) Math.max(1, AT_ONCE.dividedBy(spacing));
    }

    /** Waits for the next free place, and for the end of a pause unless that is after the request's retry timeout. */
    void take(Request request, Pause pause) {
        do {
            request.acceptPause(pausedUntil());
            Instant place = reserve();
            request.acceptPause(pausedUntil());
            pause.last(Duration.between(clock.instant(), place));
        } while (clock.instant().isBefore(pausedUntil()));
    }

    /** Has no further request start before this time, in any process; a shorter pause does not end a longer one. */
    void pauseUntil(Instant until) {
        learnPause(until);
        if (processes.areSeveral()) {
            processes.pause(host, Duration.between(clock.instant(), until));
        }
    }

    /** As {@link #pauseUntil}, when another process has stored it. */
    synchronized void learnPause(Instant until) {
        pausedUntil = later(pausedUntil, until);
    }

    /** The end of the pause that the host asked for; long past when it asked for none. */
    synchronized Instant pausedUntil() {
        return pausedUntil;
    }

    private Instant reserve() {
        Optional<Instant> place = next();
        while (place.isEmpty()) {
            reserveForAll();
            place = next();
        }
        return place.get();
    }

    /** Returns the next place; empty when the processes have to be asked for one. */
    private synchronized Optional<Instant> next() {
        Instant now = clock.instant();
        if (processes.areSeveral()) {
            if (!hasPlaces(now)) {
                return Optional.empty();
            }
            reserved--;
        }
        Instant at = later(now, later(nextFree, pausedUntil));
        nextFree = at.plus(spacing);
        return Optional.of(at.plusNanos(ThreadLocalRandom.current().nextLong(spacing.toNanos() / 4 + 1)));
    }

    /**
     * Asks the database, one request at a time. When it does not answer, all that have waited for that fail together. Times count from
     * the answer on: a database that is slow makes requests later, never earlier.
     */
    private void reserveForAll() {
        int before = failures;
        synchronized (asking) {
            if (failures != before) {
                throw new StateException(failure.getMessage(), failure);
            }
            if (hasPlaces(clock.instant())) {
                return;
            }
            try {
                Place first = processes.place(host, spacing.multipliedBy(places));
                reserved(first, clock.instant());
            } catch (StateException e) {
                failure = e;
                failures++;
                throw e;
            }
        }
    }

    /** Returns whether places are left that were reserved just now. */
    private synchronized boolean hasPlaces(Instant now) {
        return reserved > 0 && !nextFree.plus(AT_ONCE).isBefore(now);
    }

    private synchronized void reserved(Place first, Instant now) {
        nextFree = now.plus(first.in());
        pausedUntil = later(pausedUntil, now.plus(first.pause()));
        reserved = places;
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
