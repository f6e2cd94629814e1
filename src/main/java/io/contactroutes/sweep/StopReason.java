package io.contactroutes.sweep;

import io.contactroutes.state.SweepStatus;
import java.util.Locale;

/** Why a sweep ended. */
public enum StopReason {
    /** A page without contacts: the provider has no more. */
    EMPTY_PAGE(SweepStatus.COMPLETE),
    /** The provider declared that no page follows. */
    LAST_PAGE(SweepStatus.COMPLETE),
    /** A page had only contacts that the sweep had seen before. */
    REPEATED_PAGE(SweepStatus.INCOMPLETE),
    /** The account's {@code maxPages} was reached without an end. */
    PAGE_CAP(SweepStatus.FAILED),
    /** {@code contacts.sweep.deadline} was reached. */
    DEADLINE(SweepStatus.FAILED),
    /** Something failed: the provider, the sink or the state. */
    ERROR(SweepStatus.FAILED),
    /** The provider asks to wait longer than the retry timeout. */
    RATE_LIMITED(SweepStatus.DEFERRED),
    /** The bundle is being stopped. */
    STOPPING(SweepStatus.DEFERRED);

    private final SweepStatus status;

    StopReason(SweepStatus status) {
        this.status = status;
    }

    /** Returns the status of a sweep that ends for this reason, unless its counts require another. */
    public SweepStatus status() {
        return status;
    }

    /** Returns the reason as it is in receipts: {@code empty-page}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
