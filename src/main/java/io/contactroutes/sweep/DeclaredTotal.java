package io.contactroutes.sweep;

/**
 * How many contacts the provider declares its list to have.
 *
 * @param last as of the last of the pages
 * @param page the number of that page
 * @param highest the highest number on any of the pages
 * @param inOrder the number on the last page up to which all are read
 * @param fell whether a page declared less than the one before it
 */
record DeclaredTotal(long last, int page, long highest, long inOrder, boolean fell) {

    static DeclaredTotal on(int page, long total) {
        return new DeclaredTotal(total, page, total, 0, false);
    }

    /** What the pages so far and those of another set declare together; either may be null. */
    static DeclaredTotal both(DeclaredTotal a, DeclaredTotal b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        DeclaredTotal later = b.page >= a.page ? b : a;
        return new DeclaredTotal(later.last, later.page, Math.max(a.highest, b.highest), a.inOrder, a.fell || b.fell);
    }

    /** The same when the next page in order declares this; either may be null. */
    static DeclaredTotal followed(DeclaredTotal sum, DeclaredTotal next) {
        return sum == null || next == null
                ? sum
                : new DeclaredTotal(sum.last, sum.page, sum.highest, next.last, sum.fell || next.last < sum.inOrder);
    }

    /**
     * Whether contacts vanished during the walk, so that others moved forward and may have slipped past it; also when as
     * many came meanwhile.
     */
    boolean hasFallen() {
        return fell || last < highest;
    }
}
