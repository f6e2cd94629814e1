package io.contactroutes.state;

import java.util.Map;

/**
 * Describes how an account begins anew.
 *
 * @param end how its open sweep ends; null when it has none
 * @param published what becomes of what is stored as published
 * @param notes texts to store by their keys; a null text removes the note
 */
public record StartOver(SweepEnd end, Published published, Map<String, String> notes) {

    /** What becomes of what is stored as published. */
    public enum Published {
        /** It stays. */
        KEPT,
        /** It becomes uncertain, as by {@link State#aboutToPublish}: the sink may hold it or not. */
        UNCERTAIN,
        /** It is removed: the sink does not hold it. */
        FORGOTTEN
    }
}
