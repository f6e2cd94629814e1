package io.contactroutes.sweep;

/**
 * The number of contacts that the provider declares for its list.
 *
 * @param last as of the last of the pages
 * @param page the number of that page
 * @param highest the highest number on any of the pages
 * @param inOrder the number on the last page before which all pages are read
 * @param fell whether a page declared less than the one before it
 * @param missing whether a page did not declare it, though the provider does
 */
public record DeclaredTotal(long last, int page, long highest, long inOrder, boolean fell, boolean missing) {

    public static DeclaredTotal on(int page, long total) {
        return new DeclaredTotal(total, page, total, 0, false, false);
    }

    /** Stands for the number that a page does not declare, though the provider does. */
    public static DeclaredTotal missingOn(int page) {
        return new DeclaredTotal(0, page, 0, 0, false, true);
    }

    /** Combines what two sets of pages declare; either may be null. */
    static DeclaredTotal both(DeclaredTotal a, DeclaredTotal b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        DeclaredTotal later = b.page >= a.page ? b : a;
        return new DeclaredTotal(
                later.last,
                later.page,
                Math.max(a.highest, b.highest),
                a.inOrder,
                a.fell || b.fell,
                a.missing || b.missing);
    }

    /** Returns the total after the next page in order, which declares this; either may be null. */
    static DeclaredTotal followed(DeclaredTotal sum, DeclaredTotal next) {
        return sum == null || next == null
                ? sum
                : new DeclaredTotal(
                        sum.last, sum.page, sum.highest, next.last, sum.fell || next.last < sum.inOrder, sum.missing);
    }

    /**
     * Returns whether contacts were removed during the sweep, so that others moved forward and may have been missed; also when as
     * many were added.
     */
    public boolean hasFallen() {
        return fell || last < highest;
    }

    /** Returns a copy at the beginning of another walk, whose pages count from 1 again. */
    DeclaredTotal walkedAgain() {
        return new DeclaredTotal(last, 0, highest, last, fell, missing);
    }

    /** Returns whether it cannot be told how many contacts the list had during the sweep. */
    public boolean isUnsettled() {
        return missing || hasFallen();
    }
}
