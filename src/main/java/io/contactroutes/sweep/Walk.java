package io.contactroutes.sweep;

import io.contactroutes.state.SweepStatus;

/**
 * One walk through the list of an account: the first of a sweep, or a further one in another order.
 *
 * @param number from 1
 * @param seenBefore how many different contacts the walks before it have seen
 * @param end where and why the first walk ended; null in the first walk
 */
record Walk(int number, long seenBefore, StopOutcome end) {

    static final Walk FIRST = new Walk(1, 0, null);

    boolean isFirst() {
        return number == 1;
    }

    /** Returns the walk after this one, which has stopped. */
    Walk next(StopOutcome stop, Counts counts) {
        return new Walk(number + 1, counts.seen(), stop);
    }

    /** Returns whether a page is needed: a further walk finds no more pages than the first one, unless the list grows. */
    boolean needs(int page) {
        return isFirst() || page <= end.page() + 1;
    }

    /**
     * Returns whether another walk may find what this one has not: the provider declared the end of the list and more contacts than
     * were seen, and no contact was removed. A further walk that found nothing is the last one.
     */
    boolean lacks(StopOutcome stop, Counts counts) {
        return stop.status() == SweepStatus.COMPLETE
                && counts.total() != null
                && !counts.total().isUnsettled()
                && counts.seen() < counts.total().last()
                && (isFirst() || counts.seen() > seenBefore);
    }

    /** Returns whether a further walk need not go on: all contacts are seen, or the list moved. */
    boolean isDone(Counts counts) {
        return !isFirst()
                && counts.total() != null
                && (counts.total().isUnsettled()
                        || counts.seen() >= counts.total().last());
    }
}
