package io.contactroutes.sweep;

/**
 * How many contacts the provider declares its list to have.
 *
 * @param last as of the last of the pages
 * @param page the number of that page
 * @param highest the highest number on any of the pages
 */
record DeclaredTotal(long last, int page, long highest) {

    static DeclaredTotal on(int page, long total) {
        return new DeclaredTotal(total, page, total);
    }

    /** What two sets of pages declare together; either may be null. */
    static DeclaredTotal both(DeclaredTotal a, DeclaredTotal b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        DeclaredTotal later = b.page >= a.page ? b : a;
        return new DeclaredTotal(later.last, later.page, Math.max(a.highest, b.highest));
    }

    /** Whether contacts vanished during the walk, so that others moved forward and may have slipped past it. */
    boolean hasFallen() {
        return last < highest;
    }
}
