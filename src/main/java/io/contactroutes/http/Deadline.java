package io.contactroutes.http;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Cuts the connection of a request at a given time unless the response has ended before. */
public final class Deadline {

    private final Runnable cut;
    private final ScheduledExecutorService clock;
    private Future<?> alarm;
    private long end;
    private boolean passed;

    Deadline(Runnable cut, Duration timeout, ScheduledExecutorService clock) {
        this.cut = cut;
        this.clock = clock;
        end = System.nanoTime() + timeout.toNanos();
        set();
    }

    /** Ends the deadline: the response has ended, or the request has failed. */
    synchronized void met() {
        alarm.cancel(false);
    }

    /** Cuts the connection now: the rest of the response is of no use. */
    synchronized void cutNow() {
        alarm.cancel(false);
        cut.run();
    }

    /** Moves the deadline by the time that an action of our own takes. */
    void suspendedFor(Runnable wait) {
        long began = System.nanoTime();
        synchronized (this) {
            alarm.cancel(false);
        }
        try {
            wait.run();
        } finally {
            synchronized (this) {
                end += System.nanoTime() - began;
                set();
            }
        }
    }

    synchronized boolean hasPassed() {
        return passed;
    }

    private void set() {
        alarm = clock.schedule(this::pass, end - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private synchronized void pass() {
        passed = true;
        cut.run();
    }
}
