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
            public void held(Account account, String process) {
                first.held(account, process);
                second.held(account, process);
            }

            @Override
            public void ended(Receipt receipt) {
                first.ended(receipt);
                second.ended(receipt);
            }

            @Override
            public void recentEnded(Receipt receipt) {
                first.recentEnded(receipt);
                second.recentEnded(receipt);
            }
        };
    }

    /** A sweep has begun or is resumed. */
    default void began(Sweep sweep) {}

    /** A page is committed. */
    default void committed(Sweep sweep, int page) {}

    /** A tick does nothing, as a sweep of the account is running. */
    default void skipped(Account account) {}

    /**
     * A tick that was asked for does nothing, as another process sweeps the account.
     *
     * @param process its name; null when it is not known
     */
    default void held(Account account, String process) {}

    /** Returns the sentence about an account that another process sweeps; null stands for a process whose name is not known. */
    static String heldBy(Account account, String process) {
        return account.name() + ": " + (process == null ? "another process" : "the process " + process) + " sweeps it.";
    }

    /** A sweep has ended, or could not even begin. */
    default void ended(Receipt receipt) {}

    /** A recent sweep has ended, or failed. */
    default void recentEnded(Receipt receipt) {}
}
