package io.contactroutes.request;

import java.util.concurrent.Semaphore;

/**
 * Lets as many large answers be read at the same time as the heap has room for; small ones pass. Who waits longest comes
 * first, so that an account whose pages are enormous slows others down at most.
 */
public final class LargeResponses {

    /** What is up to this size is small. */
    static final int SMALL = 1 << 20;

    /** The heap that an answer takes, in its own size: text, tree, and what is made of it. */
    private static final int BLOW_UP = 8;

    private final Semaphore places;

    /** @param maxBytes the size of the largest answer that is read */
    public LargeResponses(int maxBytes) {
        this(maxBytes, Runtime.getRuntime().maxMemory());
    }

    LargeResponses(int maxBytes, long heap) {
        places = new Semaphore((int) Math.max(1, Math.min(64, heap / (BLOW_UP * (long) maxBytes))), true);
    }

    int free() {
        return places.availablePermits();
    }

    void enter() {
        places.acquireUninterruptibly();
    }

    void leave() {
        places.release();
    }
}
