package io.contactroutes.sweep;

import io.contactroutes.state.SweepStatus;

/**
 * What ends a sweep.
 *
 * @param page the page at which it stops; pages before it are not concerned
 * @param sentence what to do about it, without anything personal or secret; null when nothing is wrong
 */
record StopOutcome(int page, StopReason reason, SweepStatus status, String sentence) {

    static StopOutcome at(int page, StopReason reason) {
        return new StopOutcome(page, reason, reason.status(), null);
    }

    static StopOutcome at(int page, StopReason reason, String sentence) {
        return new StopOutcome(page, reason, reason.status(), sentence);
    }
}
