package io.contactroutes.http;

import java.util.concurrent.Semaphore;

/**
 * Limits how many large responses are read at the same time to what the heap has room for; small ones are not limited.
 * Places are given in the order of asking, so that an account with enormous pages only slows others down.
 */
public final class LargeResponses {

    /** The size up to which a response is small. */
    static final int SMALL = 1 << 20;

    /** How many times its own size a response takes on the heap: text, tree, and the records made of it. */
    private static final int HEAP_FACTOR = 8;

    private final Semaphore places;

    /** @param maxBytes the size of the largest response that is read */
    LargeResponses(int maxBytes) {
        this(maxBytes, Runtime.getRuntime().maxMemory());
    }

    LargeResponses(int maxBytes, long heap) {
        places = new Semaphore((int) Math.max(1, Math.min(64, heap / (HEAP_FACTOR * (long) maxBytes))), true);
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
