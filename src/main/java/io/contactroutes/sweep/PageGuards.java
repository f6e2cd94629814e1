package io.contactroutes.sweep;

import io.contactroutes.state.SweepStatus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Recognizes pages that are read again, or would be followed by others without end. Shared by the workers of a sweep. */
public final class PageGuards {

    /** Up to this many pages may repeat others by chance. */
    private static final int FEW = 10;

    private final String account;
    private final boolean resumed;
    private final CommittedPages committed;
    private final SweepStop stop;
    private final int firstFresh;
    private final Set<Integer> withoutIds = new HashSet<>();
    private final Map<Integer, Integer> repeated = new HashMap<>();

    /** @param workers how many pages may be in flight */
    PageGuards(String account, boolean resumed, CommittedPages committed, SweepStop stop, int workers) {
        this.account = account;
        this.resumed = resumed;
        this.committed = committed;
        this.stop = stop;
        this.firstFresh = resumed ? committed.counts().furthest() + workers + 1 : 1;
    }

    /** Returns whether the sweep has counted the contacts without id of a page: in an earlier run, or in an earlier walk. */
    public boolean isCounted(int page) {
        return !committed.walk().isFirst() || resumed && committed.committedBefore(page);
    }

    /**
     * Looks at a page that is not empty. Stops the walk at the second of two pages in a row that have the same contacts, all of them
     * seen before, and when most pages repeat others: such pages may follow without end. A further walk has an end of its own.
     *
     * @param ids of the contacts that have one
     * @param news whether it has a contact that the sweep has not seen before
     * @return whether it is read for the first time and has only contacts that were seen before
     * @throws SweepStopException when no contact of this page and of the one beside it has an id: the answers hold something
     *     else than contacts
     */
    public synchronized boolean isRepeated(int page, Set<String> ids, boolean news) {
        if (ids.isEmpty()) {
            checkPagesWithoutIds(page);
            return false;
        }
        if (news || page < firstFresh || !committed.walk().isFirst()) {
            return false;
        }
        int contacts = ids.hashCode();
        repeated.put(page, contacts);
        boolean twice = isRepeatedAs(page - 1, contacts) || isRepeatedAs(page + 1, contacts);
        if (twice || repeated.size() > Math.max(FEW, page / 2)) {
            stop.fail(StopOutcome.at(
                    page,
                    StopReason.REPEATED_PAGE,
                    account + ": page " + page
                            + " has only contacts that were on other pages, and so has the page beside it; the provider or a"
                            + " proxy may ignore the page number."));
        }
        return true;
    }

    private boolean isRepeatedAs(int page, int contacts) {
        return repeated.containsKey(page) && repeated.get(page) == contacts;
    }

    private void checkPagesWithoutIds(int page) {
        withoutIds.add(page);
        if (withoutIds.contains(page - 1) || withoutIds.contains(page + 1)) {
            throw new SweepStopException(
                    StopReason.ERROR,
                    SweepStatus.FAILED,
                    account + ": no contact of page " + page
                            + " and of the page beside it has an id; look into the dead letters: the provider may answer with"
                            + " something else than contacts.");
        }
    }
}
