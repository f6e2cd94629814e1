package io.contactroutes.request;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The moment at which a request is over: its connection is cut unless the answer is there. */
final class Deadline {

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

    /** The answer is there, or will not be. */
    synchronized void met() {
        alarm.cancel(false);
    }

    /** Cuts the connection now: what it still brings is of no use. */
    synchronized void cutNow() {
        alarm.cancel(false);
        cut.run();
    }

    /** Puts the deadline off by the time that something else than the provider takes. */
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
