package io.contactroutes.sweep;

import io.contactroutes.state.SweepStatus;

/**
 * Stops a sweep, with the message of its receipt and of the log.
 *
 * <p>The message names the account and says what to do; it contains nothing personal and no secret.
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

    /** Returns the exception for a page that waits while the process is being stopped. */
    public static SweepStopException interrupted(String who) {
        return new SweepStopException(StopReason.STOPPING, SweepStatus.DEFERRED, who + ": stopped.");
    }

    public StopReason reason() {
        return reason;
    }

    public SweepStatus status() {
        return status;
    }
}
