package io.contactroutes.sweep;

import java.util.HashSet;
import java.util.Set;

/** Recognizes pages that are read again, or would be followed by others without end. Shared by the workers of a sweep. */
public final class PageGuards {

    private final boolean resumed;
    private final CommittedPages committed;
    private final int firstFresh;
    private final Set<Integer> withoutIds = new HashSet<>();

    /** @param workers how many pages may be in flight */
    PageGuards(boolean resumed, CommittedPages committed, int workers) {
        this.resumed = resumed;
        this.committed = committed;
        this.firstFresh = resumed ? committed.counts().furthest() + workers + 1 : 1;
    }

    /** Returns whether an earlier run has committed and counted a page that is read again after a resume. */
    public boolean isCounted(int page) {
        return resumed && committed.committedBefore(page);
    }

    /** Returns whether contacts seen before are not expected on a page, as it is read for the first time. */
    public boolean isFresh(int page) {
        return page >= firstFresh;
    }

    /** Notes a page on which no contact has an id; returns whether it is the second of two in a row. */
    public synchronized boolean hasNoIdsAgain(int page) {
        withoutIds.add(page);
        return withoutIds.contains(page - 1) || withoutIds.contains(page + 1);
    }
}
