package io.contactroutes.request;

import java.io.IOException;

/** The status of a response is not a good one. */
final class StatusException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String retryAfter;
    private final String beginning;

    /**
     * @param retryAfter the header of this name; null when there is none
     * @param beginning of the body; it may hold personal data
     */
    StatusException(int status, String retryAfter, String beginning) {
        super("status " + status);
        this.status = status;
        this.retryAfter = retryAfter;
        this.beginning = beginning;
    }

    int status() {
        return status;
    }

    String retryAfter() {
        return retryAfter;
    }

    /** Status and beginning of the body, as the variables of a provider describe them by patterns. */
    String text() {
        return status + " " + beginning;
    }

    /** Whether the provider asks its clients to wait. */
    boolean asksToWait() {
        return status == 429 || status == 503 && retryAfter != null;
    }
}
