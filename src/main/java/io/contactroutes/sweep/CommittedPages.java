package io.contactroutes.sweep;

import io.contactroutes.state.OpenSweep;
import io.contactroutes.state.PageCommit;
import io.contactroutes.state.SeenContact;
import io.contactroutes.state.State;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the committed pages of a sweep, which come in any order, and holds its resume point. Its sweep lets one thread at a time
 * use it.
 */
final class CommittedPages {

    private final OpenSweep sweep;
    private final Map<Integer, Counts> ahead = new TreeMap<>();
    private int firstUncommitted;
    private String cursor;
    private int lastWithNews;
    private Counts counts;

    /** @param first the first page that is not committed */
    CommittedPages(OpenSweep sweep, int first) {
        this.sweep = sweep;
        this.firstUncommitted = first;
        this.counts = Counts.fromJson(sweep.progress());
        this.cursor = Counts.cursor(sweep.progress());
    }

    Counts counts() {
        return counts;
    }

    /** Returns the cursor of the first page that is not committed; null where pages are numbered, and for page 1. */
    String cursor() {
        return cursor;
    }

    /** Returns the last page with contacts that were not on the pages before it; 0 when there is none. */
    int lastWithNews() {
        return lastWithNews;
    }

    /**
     * Commits one more page; when that fails, nothing changes.
     *
     * @param next the cursor of the page after it; null where pages are numbered
     */
    void commit(State state, int page, String next, List<SeenContact> seen, Counts ofPage) {
        Map<Integer, Counts> waiting = new TreeMap<>(ahead);
        waiting.put(page, ofPage);
        Counts sum = counts.plus(ofPage);
        int first = firstUncommitted;
        for (Counts following = waiting.remove(first); following != null; following = waiting.remove(first)) {
            sum = sum.followed(following.total());
            first++;
        }
        commit(state, first, next, sum, seen);
        ahead.clear();
        ahead.putAll(waiting);
        counts = sum;
        if (ofPage.contacts() > ofPage.repeats()) {
            lastWithNews = Math.max(lastWithNews, page);
        }
    }

    /** Commits the last page of a list of cursors, which has no next cursor: a resume reads it once more. */
    void commitLast(State state, List<SeenContact> seen, Counts ofPage) {
        Counts sum = counts.plus(ofPage).followed(ofPage.total());
        commit(state, firstUncommitted, cursor, sum, seen);
        counts = sum;
    }

    private void commit(State state, int first, String next, Counts sum, List<SeenContact> seen) {
        state.commit(new PageCommit(sweep.account(), sweep.sequence(), first, sum.toJson(next), seen));
        firstUncommitted = first;
        cursor = next;
    }
}
