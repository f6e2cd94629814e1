package io.contactroutes.sweep;

import io.contactroutes.state.OpenSweep;
import io.contactroutes.state.PageCommit;
import io.contactroutes.state.SeenContact;
import io.contactroutes.state.State;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Counts the committed pages of a sweep, which come in any order, and holds its resume point. Its sweep lets one thread at a time
 * use it.
 */
final class CommittedPages {

    private final OpenSweep sweep;
    private final Map<Integer, Counts> ahead = new TreeMap<>();
    private final Set<Integer> aheadBefore;
    private int firstUncommitted;
    private String cursor;
    private int lastWithNews;
    private Counts counts;
    private long requests;
    private Walk walk;

    /** @param first the first page that is not committed */
    CommittedPages(OpenSweep sweep, int first) {
        this.sweep = sweep;
        this.firstUncommitted = first;
        Progress stored = Progress.fromJson(sweep.progress());
        this.counts = stored.counts();
        this.requests = counts.requests();
        this.cursor = stored.cursor();
        this.aheadBefore = stored.ahead();
        this.walk = stored.walk();
    }

    /** As the state stores it. */
    Progress progress() {
        return new Progress(counts(), cursor, ahead.keySet(), walk);
    }

    /** Whether an earlier run committed a page of the first walk, so that a resumed sweep has counted it. */
    boolean committedBefore(int page) {
        return page < sweep.nextPage() || aheadBefore.contains(page);
    }

    Walk walk() {
        return walk;
    }

    /** Stores that another walk begins, at page 1. */
    void walkAgain(State state, StopOutcome stop) {
        Walk next = walk.next(stop, counts);
        commit(state, 1, new Progress(counts.walkedAgain(), null, Set.of(), next), List.of());
        ahead.clear();
        lastWithNews = 0;
        walk = next;
    }

    Counts counts() {
        return counts.withRequests(requests);
    }

    /** Counts a request; it is stored with the next page. */
    void sending() {
        requests++;
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
        commit(state, first, new Progress(sum, next, waiting.keySet(), walk), seen);
        ahead.clear();
        ahead.putAll(waiting);
        if (ofPage.contacts() > ofPage.repeats()) {
            lastWithNews = Math.max(lastWithNews, page);
        }
    }

    /** Commits the last page of a list of cursors, which has no next cursor: a resume reads it once more. */
    void commitLast(State state, List<SeenContact> seen, Counts ofPage) {
        Counts sum = counts.plus(ofPage).followed(ofPage.total());
        commit(state, firstUncommitted, new Progress(sum, cursor, Set.of(), walk), seen);
    }

    private void commit(State state, int first, Progress page, List<SeenContact> seen) {
        Progress progress = page.withRequests(requests);
        state.commit(new PageCommit(sweep.account(), sweep.sequence(), first, progress.toJson(), seen));
        firstUncommitted = first;
        cursor = progress.cursor();
        counts = progress.counts();
    }
}
