package io.contactroutes.sweep;

import io.contactroutes.state.SweepStatus;

/**
 * Where and why a sweep stops.
 *
 * @param page the page at which it stops; pages before it are not affected
 * @param sentence what happened and what to do, without anything personal or secret; null when nothing is wrong
 */
public record StopOutcome(int page, StopReason reason, SweepStatus status, String sentence) {

    public static StopOutcome at(int page, StopReason reason) {
        return new StopOutcome(page, reason, reason.status(), null);
    }

    public static StopOutcome at(int page, StopReason reason, String sentence) {
        return new StopOutcome(page, reason, reason.status(), sentence);
    }
}
