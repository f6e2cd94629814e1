package io.contactroutes.sweep;

import io.contactroutes.state.OpenSweep;
import io.contactroutes.state.PageCommit;
import io.contactroutes.state.SeenContact;
import io.contactroutes.state.State;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The pages of a sweep that are committed, in whatever order they came, and what they count. Its sweep lets one thread at
 * a time use it.
 */
final class CommittedPages {

    private final Map<Integer, Counts> ahead = new TreeMap<>();
    private int firstUncommitted;
    private int lastWithNews;
    private Counts counts;

    /**
     * @param first the first page that is not committed
     * @param counts of the pages before it
     */
    CommittedPages(int first, Counts counts) {
        this.firstUncommitted = first;
        this.counts = counts;
    }

    Counts counts() {
        return counts;
    }

    /** The last page that brought contacts which were not on the pages before it; 0 when none did. */
    int lastWithNews() {
        return lastWithNews;
    }

    /** Commits one more page; when that fails, nothing has changed. */
    void commit(State state, OpenSweep sweep, int page, List<SeenContact> seen, Counts ofPage) {
        Map<Integer, Counts> waiting = new TreeMap<>(ahead);
        waiting.put(page, ofPage);
        Counts sum = counts.plus(ofPage);
        int first = firstUncommitted;
        for (Counts next = waiting.remove(first); next != null; next = waiting.remove(first)) {
            sum = sum.followed(next.total());
            first++;
        }
        state.commit(new PageCommit(sweep.account(), sweep.sequence(), first, sum.toJson(), seen));
        ahead.clear();
        ahead.putAll(waiting);
        firstUncommitted = first;
        counts = sum;
        if (ofPage.contacts() > ofPage.repeats()) {
            lastWithNews = Math.max(lastWithNews, page);
        }
    }
}
