package io.contactroutes.state;

import java.util.Locale;

/** How a sweep ended. */
public enum SweepStatus {
    /** Ended by the provider's own word, and the counts balance. */
    COMPLETE,
    /** Ended, but cannot be proven whole. */
    INCOMPLETE,
    /** Stopped half-way; stays open and will be resumed. */
    DEFERRED,
    /** Gave up. */
    FAILED;

    /** The word for it in receipts, logs and tables, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static SweepStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
