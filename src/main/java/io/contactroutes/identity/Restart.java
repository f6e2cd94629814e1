package io.contactroutes.identity;

import io.contactroutes.state.StartOver.Published;
import io.contactroutes.sweep.StopReason;
import java.util.HashMap;
import java.util.Map;

/**
 * Says that an account begins anew, and why.
 *
 * @param reason why its open sweep ends
 * @param why a part of a sentence after the account's name
 * @param published what becomes of what is stored as published
 * @param notes that are stored in the same transaction; a null text removes a note
 */
public record Restart(StopReason reason, String why, Published published, Map<String, String> notes) {

    /** Returns a restart that only gives the open sweep up. */
    public static Restart ofSweep(String why) {
        return new Restart(StopReason.DEADLINE, why, Published.KEPT, Map.of());
    }

    /** Returns one restart for the reasons of both. */
    Restart and(Restart other) {
        Map<String, String> both = new HashMap<>(notes);
        both.putAll(other.notes);
        Published further = published.compareTo(other.published) < 0 ? other.published : published;
        return new Restart(reason, why + " Besides, " + other.why, further, both);
    }
}
