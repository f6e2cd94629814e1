package io.contactroutes.request;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that a test sets: no test waits. */
final class TickingClock extends Clock {

    private Instant now;

    TickingClock(String now) {
        this.now = Instant.parse(now);
    }

    /** Sets it as an operator sets the clock of a machine. */
    synchronized void set(Instant other) {
        now = other;
    }

    synchronized void advance(Duration by) {
        if (!by.isNegative()) {
            now = now.plus(by);
        }
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
