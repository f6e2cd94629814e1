package io.contactroutes.sweep;

import io.contactroutes.sink.SinkRecord;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import java.time.Clock;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;

/**
 * Makes tombstones of contacts that are gone. Bean {@code deletes}.
 *
 * <p>Gone is a contact that was in none of the last complete sweeps in a row, and a sweep with a contact that does not
 * tell its id proves nothing of that kind. More than a share of the account at once waits for an operator's word.
 */
public final class Deletes {

    /** So few are never held, however small the account. */
    public static final int HANDFUL = 5;

    /** The note of how many deletes are held. */
    public static final String HELD = "held-deletes";

    private static final String BLIND = "sweep-with-contacts-without-id";
    private static final int CHUNK = 500;

    private final State state;
    private final int afterSweeps;
    private final double maxShare;
    private final Clock clock;

    /**
     * @param afterSweeps how many complete sweeps in a row a contact has to be missing from
     * @param maxShare the share of an account's contacts, from 0 to 1, that goes without an operator's word
     */
    public Deletes(State state, int afterSweeps, double maxShare, Clock clock) {
        this.state = state;
        this.afterSweeps = afterSweeps;
        this.maxShare = maxShare;
        this.clock = clock;
    }

    /** Decides whether the sweep may delete, and says in its receipt what is held. */
    public void plan(Exchange exchange, @Variable("sweep") Sweep sweep, @Variable("receipt") Receipt receipt) {
        exchange.setVariable("mayDelete", false);
        exchange.setVariable("gone", List.of());
        if (receipt.status() != SweepStatus.COMPLETE) {
            return;
        }
        String account = sweep.account().name();
        if (sweep.counts().withoutId() > 0) {
            state.note(account, BLIND, String.valueOf(sweep.sequence()));
        }
        long missing = state.missingCount(account, afterSweeps);
        if (missing == 0) {
            forgetHeldUnlessMissing(account);
        } else if (isBlind(account, sweep.sequence())) {
            exchange.setVariable(
                    "receipt",
                    receipt.with(
                            0,
                            missing,
                            account + ": " + missing
                                    + " contacts are gone, but none is deleted while the list holds contacts without an id."));
        } else if (isTooMany(account, missing)) {
            state.note(account, HELD, String.valueOf(missing));
            state.clearApproval(account);
            exchange.setVariable(
                    "receipt",
                    receipt.with(
                            0,
                            missing,
                            account + ": " + missing
                                    + " contacts are gone, which is more than contacts.deletes.max-share; if that is right, run"
                                    + " contact-routes approve-deletes " + account + "."));
        } else {
            exchange.setVariable("mayDelete", true);
        }
    }

    /** Puts the tombstones of the next contacts that are gone into the body; false when there are no more. */
    public boolean next(Exchange exchange) {
        if (!exchange.getVariable("mayDelete", Boolean.class)) {
            return false;
        }
        Sweep sweep = exchange.getVariable("sweep", Sweep.class);
        String account = sweep.account().name();
        List<?> before = exchange.getVariable("gone", List.class);
        String last = before.isEmpty() ? null : (String) before.get(before.size() - 1);
        List<String> ids = state.missing(account, afterSweeps, last, CHUNK);
        if (ids.isEmpty()) {
            forgetHeld(account);
            return false;
        }
        state.aboutToPublish(account, ids);
        exchange.setVariable("gone", ids);
        exchange.getMessage()
                .setBody(ids.stream()
                        .map(id -> SinkRecord.deleted(account, sweep.id(), sweep.startedAt(), id, clock.instant()))
                        .toList());
        return true;
    }

    /** Forgets the contacts whose tombstones were acknowledged. */
    public void commit(
            Exchange exchange,
            @Variable("sweep") Sweep sweep,
            @Variable("receipt") Receipt receipt,
            @Variable("gone") List<String> gone) {
        state.deleted(sweep.account().name(), gone);
        Receipt soFar = receipt.with(gone.size(), 0, null);
        Receipts.owe(state, soFar, false);
        exchange.setVariable("receipt", soFar);
    }

    private void forgetHeld(String account) {
        state.note(account, HELD, null);
        state.clearApproval(account);
    }

    /** After a sweep that was not complete nothing counts as gone for a while; that does not use up an operator's word. */
    private void forgetHeldUnlessMissing(String account) {
        if (state.missingCount(account, 1) == 0) {
            forgetHeld(account);
        }
    }

    private boolean isBlind(String account, long sequence) {
        return state.note(account, BLIND)
                .map(Long::valueOf)
                .filter(blind -> blind > sequence - afterSweeps)
                .isPresent();
    }

    private boolean isTooMany(String account, long missing) {
        if (missing <= HANDFUL || missing <= maxShare * state.liveCount(account)) {
            return false;
        }
        boolean approved = state.deletesApprovedAt(account).isPresent()
                && state.note(account, HELD)
                        .map(Long::valueOf)
                        .filter(held -> missing <= held)
                        .isPresent();
        return !approved;
    }
}
