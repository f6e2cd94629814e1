package io.contactroutes.lifecycle;

import io.contactroutes.receipt.Receipt;
import io.contactroutes.sweep.Sweep;

/** Is notified when sweeps begin and end and pages are committed, for output on a terminal. Called by several threads. */
public interface SweepListener {

    /** Ignores everything. */
    SweepListener NONE = new SweepListener() {};

    /** A sweep has begun or is resumed. */
    default void began(Sweep sweep) {}

    /** A page is committed. */
    default void committed(Sweep sweep, int page) {}

    /** A sweep has ended, or could not even begin. */
    default void ended(Receipt receipt) {}
}
