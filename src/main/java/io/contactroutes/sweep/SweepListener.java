package io.contactroutes.sweep;

/** Is told how sweeps go; for progress and summaries on a terminal. Called by several threads. */
public interface SweepListener {

    /** Listens to nothing. */
    SweepListener NONE = new SweepListener() {};

    /** A sweep has begun or is resumed. */
    default void began(Sweep sweep) {}

    /** A page is committed. */
    default void committed(Sweep sweep, int page) {}

    /** A sweep has ended, or could not even begin. */
    default void ended(Receipt receipt) {}
}
