package io.contactroutes.state;

import java.util.Locale;

/** Names how a sweep ended. */
public enum SweepStatus {
    /** The provider declared the last page, and the counts balance. */
    COMPLETE,
    /** Ended, but cannot be proven complete. */
    INCOMPLETE,
    /** Stopped before the last page; stays open and will be resumed. */
    DEFERRED,
    /** Ended by a failure. */
    FAILED;

    /** Returns its name in receipts, logs and tables, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the status that {@link #word()} names. */
    public static SweepStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
