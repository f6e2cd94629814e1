package io.contactroutes.lifecycle;

import io.contactroutes.config.Account;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.sweep.Sweep;

/** Is notified when sweeps begin and end and pages are committed. Called by several threads. */
public interface SweepListener {

    /** Ignores everything. */
    SweepListener NONE = new SweepListener() {};

    /** Notifies two listeners, the first one first. */
    static SweepListener both(SweepListener first, SweepListener second) {
        return new SweepListener() {
            @Override
            public void began(Sweep sweep) {
                first.began(sweep);
                second.began(sweep);
            }

            @Override
            public void committed(Sweep sweep, int page) {
                first.committed(sweep, page);
                second.committed(sweep, page);
            }

            @Override
            public void skipped(Account account) {
                first.skipped(account);
                second.skipped(account);
            }

            @Override
            public void ended(Receipt receipt) {
                first.ended(receipt);
                second.ended(receipt);
            }
        };
    }

    /** A sweep has begun or is resumed. */
    default void began(Sweep sweep) {}

    /** A page is committed. */
    default void committed(Sweep sweep, int page) {}

    /** A tick does nothing, as a sweep of the account is running. */
    default void skipped(Account account) {}

    /** A sweep has ended, or could not even begin. */
    default void ended(Receipt receipt) {}
}
