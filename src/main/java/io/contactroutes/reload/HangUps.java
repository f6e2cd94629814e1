package io.contactroutes.reload;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;

/** Takes the SIGHUPs of this process from when it is made: one that is not taken ends the process. */
final class HangUps {

    private static final Logger LOG = LoggerFactory.getLogger(HangUps.class);

    private final Semaphore signals = new Semaphore(0);

    HangUps() {
        try {
            Signal.handle(new Signal("HUP"), signal -> signals.release());
        } catch (IllegalArgumentException e) {
            LOG.debug("This platform has no SIGHUP; only changed files are loaded.", e);
        }
    }

    /** Waits for a signal, and returns whether one has come since the last call. */
    boolean await(long millis) throws InterruptedException {
        boolean come = signals.tryAcquire(millis, TimeUnit.MILLISECONDS);
        signals.drainPermits();
        return come;
    }
}
