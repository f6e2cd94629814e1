package io.contactroutes.sweep;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Holds the contacts of the pages in flight of an account. Two pages never hold the same contact between {@link #claim} and
 * {@link #release}, so that the records of one contact keep their order when the list moves during the sweep. Nor is a contact
 * published from a page that was asked for before the one that was published last had arrived.
 */
public final class ClaimedContacts {

    private final Map<Integer, Set<String>> byPage = new HashMap<>();

    /** Counts what happens to pages. */
    private long now;

    private final Map<Integer, Long> askedAt = new HashMap<>();
    private final Map<Integer, Long> arrivedAt = new HashMap<>();

    /** When the pages arrived that contacts were published from, of those that pages in flight may have in an older state. */
    private final Map<String, Long> published = new HashMap<>();

    /** A page is asked for, or once more. */
    synchronized void asked(int page) {
        askedAt.put(page, ++now);
    }

    /** The answer with a page has arrived. */
    synchronized void arrived(int page) {
        arrivedAt.put(page, ++now);
    }

    /** Waits until no other page holds one of these contacts, then holds them all for this page. */
    synchronized void claim(int page, Collection<String> ids) {
        while (byPage.values().stream().anyMatch(others -> !Collections.disjoint(others, ids))) {
            await();
        }
        byPage.put(page, new HashSet<>(ids));
    }

    /** Returns whether the contact was published from a page that arrived after this one was asked for. */
    synchronized boolean isOlder(int page, String id) {
        return published.getOrDefault(id, 0L) > askedAt.getOrDefault(page, Long.MAX_VALUE);
    }

    /** These contacts of a page are published. */
    synchronized void published(int page, Collection<String> ids) {
        long arrived = arrivedAt.getOrDefault(page, 0L);
        ids.forEach(id -> published.put(id, arrived));
    }

    /** Releases the contacts of a page that was committed or failed. */
    synchronized void release(int page) {
        byPage.remove(page);
        askedAt.remove(page);
        arrivedAt.remove(page);
        long oldest = askedAt.values().stream().min(Long::compare).orElse(Long.MAX_VALUE);
        published.values().removeIf(arrived -> arrived < oldest);
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
