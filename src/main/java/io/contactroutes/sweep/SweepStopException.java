package io.contactroutes.sweep;

import io.contactroutes.state.SweepStatus;

/**
 * Ends a sweep, with the sentence that its receipt and the log carry.
 *
 * <p>The sentence names the account and what to do; it holds nothing personal and no secret.
 */
public class SweepStopException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final StopReason reason;
    private final SweepStatus status;

    public SweepStopException(StopReason reason, SweepStatus status, String sentence) {
        super(sentence);
        this.reason = reason;
        this.status = status;
    }

    /** The process is being ended while a page waits. */
    static SweepStopException interrupted(String who) {
        return new SweepStopException(StopReason.STOPPING, SweepStatus.DEFERRED, who + ": stopped.");
    }

    public StopReason reason() {
        return reason;
    }

    public SweepStatus status() {
        return status;
    }
}
