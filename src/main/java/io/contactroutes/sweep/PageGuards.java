package io.contactroutes.sweep;

import java.util.HashSet;
import java.util.Set;

/** Recognizes pages that would be followed by others without end. Shared by the workers of a sweep. */
public final class PageGuards {

    private final int firstFresh;
    private final Set<Integer> withoutIds = new HashSet<>();

    /** @param firstFresh the first page that is read for the first time, so that contacts seen before are not expected on it */
    PageGuards(int firstFresh) {
        this.firstFresh = firstFresh;
    }

    /** Returns whether a page with only contacts that the sweep has seen before is one too many. */
    public boolean isRepeated(int page) {
        return page >= firstFresh;
    }

    /** Notes a page on which no contact has an id; returns whether it is the second of two in a row. */
    public synchronized boolean hasNoIdsAgain(int page) {
        withoutIds.add(page);
        return withoutIds.contains(page - 1) || withoutIds.contains(page + 1);
    }
}
