package io.contactroutes.request;

import java.time.Duration;

/** Is notified of requests, for metrics. Called by several threads. */
public interface RequestListener {

    /** Ignores everything. */
    RequestListener NONE = new RequestListener() {};

    /** How a request ended, further tries counted each. */
    enum Outcome {
        /** With a list of contacts, or an access token. */
        SUCCESS,
        /** The host asked to wait. */
        RATE_LIMITED,
        /** It was refused: another try would be, too. */
        REFUSED,
        /** It failed: another try may not. */
        FAILED;

        static Outcome of(RequestException.Kind kind) {
            return switch (kind) {
                case REFUSED -> REFUSED;
                case PUT_OFF -> FAILED;
                case RATE_LIMITED -> RATE_LIMITED;
            };
        }
    }

    /** A request has waited for its turn. */
    default void waited(String account, Duration duration) {}

    /** A request has ended. */
    default void ended(String account, Outcome outcome) {}
}
