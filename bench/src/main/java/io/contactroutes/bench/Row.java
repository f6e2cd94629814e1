package io.contactroutes.bench;

/**
 * One line of the results: who walked which list, how.
 *
 * @param contender {@code floor}, {@code naive} or {@code bundle}
 * @param name what the results call it
 * @param list the list that is served
 * @param contacts how many of its contacts are read
 * @param inFlight pages in flight
 * @param sweep what the bundle remembers; of no meaning to the others
 */
record Row(String contender, String name, PageList list, int contacts, int inFlight, Sweep sweep) {

    /** What the bundle's state holds when the sweep begins. */
    enum Sweep {
        /** Nothing; it is a file. */
        FIRST,
        /** All contacts as they are: what the row before this one left behind. */
        UNCHANGED,
        /** Nothing; it is in memory. */
        IN_MEMORY
    }

    int expectedRecords() {
        return sweep == Sweep.UNCHANGED ? 0 : contacts;
    }
}
