package io.contactroutes.receipt;

import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.DeclaredTotal;
import io.contactroutes.sweep.StopOutcome;
import io.contactroutes.sweep.StopReason;
import io.contactroutes.sweep.Sweep;

/**
 * Decides how a sweep ended: it is complete only when the provider declared the end and the counts balance.
 *
 * @param message what is wrong; null when nothing is
 * @param moved whether the list moved during the sweep, so that another sweep may be complete
 * @param vouched whether nothing but the counts decides if the sink is whole
 */
public record Reconciliation(SweepStatus status, StopReason reason, String message, boolean moved, boolean vouched) {

    public Reconciliation(SweepStatus status, StopReason reason, String message, boolean moved) {
        this(status, reason, message, moved, true);
    }

    /**
     * Reconciles the counts of a sweep.
     *
     * @param distinct how many different contacts the sweep has seen
     */
    static Reconciliation of(Sweep sweep, long distinct) {
        StopOutcome stop = sweep.walk().outcome();
        DeclaredTotal total = sweep.counts().total();
        long seen = distinct + sweep.counts().withoutId();
        boolean repeated = stop.reason() == StopReason.REPEATED_PAGE;
        if (repeated && total != null && total.last() == seen && !total.isUnsettled()) {
            return new Reconciliation(SweepStatus.COMPLETE, stop.reason(), null, false);
        }
        if (stop.status() != SweepStatus.COMPLETE) {
            return new Reconciliation(stop.status(), stop.reason(), stop.sentence(), repeated);
        }
        if (total != null && total.missing()) {
            return undeclared(sweep, stop);
        }
        if (sweep.walks().wentOnAfterEnd()) {
            return moved(sweep, stop, "a page past the end of the list had contacts");
        }
        if (total != null && total.hasFallen()) {
            return moved(sweep, stop, "the provider declared fewer contacts on a later page than on an earlier one");
        }
        if (total != null && total.last() != seen) {
            return lacking(sweep, stop, seen, total);
        }
        if (total == null && sweep.counts().repeatedPages() > 0) {
            return moved(sweep, stop, "a page had only contacts that were on other pages");
        }
        return new Reconciliation(SweepStatus.COMPLETE, stop.reason(), null, false);
    }

    /** Returns a copy with a further sentence. */
    Reconciliation with(String further) {
        return new Reconciliation(status, reason, message == null ? further : message + " " + further, moved, vouched);
    }

    /** Returns a copy that does not vouch for the sink, with a sentence that says why. */
    Reconciliation doubted(String why) {
        return new Reconciliation(status, reason, why, moved, false);
    }

    private static Reconciliation undeclared(Sweep sweep, StopOutcome stop) {
        String message =
                sweep.account().name() + ": a page did not declare how many contacts the list has, so that it is not"
                        + " known whether all were seen; see the answer's total in routes/providers/"
                        + sweep.account().provider() + ".camel.yaml, or set "
                        + sweep.account().key("declaresTotal") + " = false.";
        return new Reconciliation(SweepStatus.INCOMPLETE, stop.reason(), message, false);
    }

    /** A list that was walked in several orders did not move: another look at once would see the same. */
    private static Reconciliation lacking(Sweep sweep, StopOutcome stop, long seen, DeclaredTotal total) {
        String what = seen + " different contacts were seen where the provider declares " + total.last();
        if (sweep.walks().count() == 1) {
            return moved(sweep, stop, what);
        }
        String message = sweep.account().name() + ": " + what + ", in "
                + sweep.walks().count() + " walks in different orders; add another order to "
                + sweep.account().key("sorts") + ".";
        return new Reconciliation(SweepStatus.INCOMPLETE, stop.reason(), message, false);
    }

    private static Reconciliation moved(Sweep sweep, StopOutcome stop, String what) {
        String message = sweep.account().name() + ": " + what + "; the list moved while it was read.";
        return new Reconciliation(SweepStatus.INCOMPLETE, stop.reason(), message, true);
    }
}
