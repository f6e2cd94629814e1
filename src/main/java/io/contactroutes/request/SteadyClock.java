package io.contactroutes.request;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock for waits and time-outs: it moves forward evenly, also when the system's clock is set. Its instants mean nothing
 * beside those of another clock.
 */
public final class SteadyClock extends Clock {

    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** Returns this clock, as its instants are not shown. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
