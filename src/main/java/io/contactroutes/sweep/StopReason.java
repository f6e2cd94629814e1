package io.contactroutes.sweep;

import io.contactroutes.state.SweepStatus;
import java.util.Locale;

/** Why a sweep ended. */
public enum StopReason {
    /** A page without contacts: the provider has no more. */
    EMPTY_PAGE(SweepStatus.COMPLETE),
    /** The provider said that no page follows. */
    LAST_PAGE(SweepStatus.COMPLETE),
    /** A page brought only contacts that the sweep had seen already. */
    REPEATED_PAGE(SweepStatus.INCOMPLETE),
    /** The account's {@code maxPages} was reached without an end. */
    PAGE_CAP(SweepStatus.FAILED),
    /** {@code contacts.sweep.deadline} was reached. */
    DEADLINE(SweepStatus.FAILED),
    /** Something failed: the provider, the sink or the state. */
    ERROR(SweepStatus.FAILED),
    /** The provider says wait, for longer than our patience. */
    RATE_LIMITED(SweepStatus.DEFERRED),
    /** The bundle is being stopped. */
    STOPPING(SweepStatus.DEFERRED);

    private final SweepStatus status;

    StopReason(SweepStatus status) {
        this.status = status;
    }

    /** The status of a sweep that ends for this reason, when there is no more to say. */
    public SweepStatus status() {
        return status;
    }

    /** As in receipts: {@code empty-page}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
