package io.contactroutes.sweep;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Holds the contacts of the pages in flight. Two pages never hold the same contact between {@link #claim} and {@link #release},
 * so that the records of one contact keep their order when the list moves during the sweep.
 */
public final class ClaimedContacts {

    private final Map<Integer, Set<String>> byPage = new HashMap<>();

    /** Waits until no other page holds one of these contacts, then holds them all for this page. */
    public synchronized void claim(int page, Collection<String> ids) {
        while (byPage.values().stream().anyMatch(others -> !Collections.disjoint(others, ids))) {
            await();
        }
        byPage.put(page, new HashSet<>(ids));
    }

    /** Releases the contacts of a page that was committed or failed. */
    public synchronized void release(int page) {
        byPage.remove(page);
        notifyAll();
    }

    private void await() {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SweepStopException.interrupted("sweep");
        }
    }
}
