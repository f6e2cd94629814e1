package io.contactroutes.sweep;

/**
 * The number of contacts that the provider declares for its list.
 *
 * @param last as of the last of the pages
 * @param page the number of that page
 * @param highest the highest number on any of the pages
 * @param inOrder the number on the last page before which all pages are read
 * @param fell whether a page declared less than the one before it
 */
public record DeclaredTotal(long last, int page, long highest, long inOrder, boolean fell) {

    public static DeclaredTotal on(int page, long total) {
        return new DeclaredTotal(total, page, total, 0, false);
    }

    /** Combines what two sets of pages declare; either may be null. */
    static DeclaredTotal both(DeclaredTotal a, DeclaredTotal b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        DeclaredTotal later = b.page >= a.page ? b : a;
        return new DeclaredTotal(later.last, later.page, Math.max(a.highest, b.highest), a.inOrder, a.fell || b.fell);
    }

    /** Returns the total after the next page in order, which declares this; either may be null. */
    static DeclaredTotal followed(DeclaredTotal sum, DeclaredTotal next) {
        return sum == null || next == null
                ? sum
                : new DeclaredTotal(sum.last, sum.page, sum.highest, next.last, sum.fell || next.last < sum.inOrder);
    }

    /**
     * Returns whether contacts were removed during the sweep, so that others moved forward and may have been missed; also when as
     * many were added.
     */
    public boolean hasFallen() {
        return fell || last < highest;
    }
}
