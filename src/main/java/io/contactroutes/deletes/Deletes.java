package io.contactroutes.deletes;

import io.contactroutes.deadletter.DeadLetters;
import io.contactroutes.identity.KnownList;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.receipt.Receipts;
import io.contactroutes.receipt.SweepResult;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.Sweep;
import java.time.Clock;
import java.util.Iterator;
import java.util.Optional;
import org.apache.camel.Body;

/**
 * Makes tombstones of contacts that are gone. Bean {@code deletes}.
 *
 * <p>A contact is gone when none of the last complete sweeps in a row has seen it; a sweep with a contact that has no id does not
 * prove that. Deletes of more than a share of the account at once are held until an operator approves them.
 */
public final class Deletes {

    /** Up to this many deletes are never held, however small the account. */
    public static final int HANDFUL = 5;

    private static final String BLIND = "sweep-with-contacts-without-id";

    private final State state;
    private final int afterSweeps;
    private final double maxShare;
    private final Clock clock;

    /**
     * @param afterSweeps the number of complete sweeps in a row that a contact has to be missing from
     * @param maxShare the share of an account's contacts, from 0 to 1, that is deleted without an operator's approval
     */
    public Deletes(State state, int afterSweeps, double maxShare, Clock clock) {
        this.state = state;
        this.afterSweeps = afterSweeps;
        this.maxShare = maxShare;
        this.clock = clock;
    }

    /** Decides whether the sweep may delete, and writes to its receipt what is held. */
    public void plan(@Body SweepResult result) {
        if (result.receipt().status() != SweepStatus.COMPLETE) {
            return;
        }
        Sweep sweep = result.sweep();
        String account = sweep.account().name();
        if (sweep.counts().withoutId() > 0) {
            state.note(account, BLIND, String.valueOf(sweep.sequence()));
        }
        if (isHeldForAnotherList(result, account)) {
            return;
        }
        long missing = state.missingCount(account, afterSweeps(sweep));
        if (missing == 0) {
            forgetHeldUnlessMissing(account);
        } else if (isBlind(sweep)) {
            hold(
                    result,
                    missing,
                    " contacts are gone, but none is deleted while the list holds contacts without an id.");
        } else if (isTooMany(account, missing)) {
            holdUntilApproved(
                    result,
                    missing,
                    " contacts are gone, which is more than contacts.deletes.max-share; if that is right");
        } else {
            result.allowDeletes();
        }
    }

    /**
     * Returns the tombstones of contacts that are gone, in batches that are read from the state one by one, as they may not all fit
     * in the heap. Each batch is written to the state before it is published.
     */
    public Iterator<Tombstones> batches(@Body SweepResult result) {
        return new TombstoneBatches(
                state, afterSweeps(result.sweep()), clock, result, () -> forgetHeld(nameOf(result)));
    }

    /**
     * Removes the contacts whose tombstones were acknowledged from the state. What was set aside of them is removed first, so that a
     * replay never publishes a contact that was deleted.
     */
    public void commit(@Body Tombstones tombstones) {
        SweepResult result = tombstones.result();
        tombstones.ids().forEach(id -> DeadLetters.resolved(state, result.sweep(), id));
        state.deleted(result.sweep().account().name(), tombstones.ids());
        Receipt soFar = result.receipt().with(tombstones.ids().size(), 0, null);
        Receipts.keepPending(state, soFar, false);
        result.receipt(soFar);
    }

    /** A contact that a recent sweep published while the list was read may be on a page that had been read before. */
    private int afterSweeps(Sweep sweep) {
        return sweep.account().recentEvery().isPresent() ? Math.max(2, afterSweeps) : afterSweeps;
    }

    /** Holds what is not in another list than before until an operator approves it; none is held when nothing is missing. */
    private boolean isHeldForAnotherList(SweepResult result, String account) {
        Optional<String> changed = KnownList.changed(state, account);
        if (changed.isEmpty()) {
            return false;
        }
        long missing = state.missingCount(account, 1);
        if (missing == 0 || isApproved(account, missing)) {
            KnownList.accept(state, account);
            return false;
        }
        holdUntilApproved(
                result,
                missing,
                " contacts are not in the list that the account has now (" + changed.get()
                        + " changed); if they are to be deleted");
        return true;
    }

    private void holdUntilApproved(SweepResult result, long missing, String why) {
        String account = result.receipt().account().name();
        state.note(account, KnownList.HELD, String.valueOf(missing));
        state.clearApproval(account);
        hold(result, missing, why + ", run contact-routes approve-deletes " + account + ".");
    }

    private static String nameOf(SweepResult result) {
        return result.sweep().account().name();
    }

    private static void hold(SweepResult result, long missing, String why) {
        Receipt receipt = result.receipt();
        result.receipt(receipt.with(0, missing, receipt.account().name() + ": " + missing + why));
    }

    private void forgetHeld(String account) {
        state.note(account, KnownList.HELD, null);
        state.clearApproval(account);
    }

    /** Keeps an approval after a sweep that was not complete, although no contact counts as gone then. */
    private void forgetHeldUnlessMissing(String account) {
        if (state.missingCount(account, 1) == 0) {
            forgetHeld(account);
        }
    }

    private boolean isBlind(Sweep sweep) {
        return state.note(sweep.account().name(), BLIND)
                .map(Long::valueOf)
                .filter(blind -> blind > sweep.sequence() - afterSweeps(sweep))
                .isPresent();
    }

    private boolean isTooMany(String account, long missing) {
        if (missing <= HANDFUL || missing <= maxShare * state.liveCount(account)) {
            return false;
        }
        return !isApproved(account, missing);
    }

    private boolean isApproved(String account, long missing) {
        return state.deletesApprovedAt(account).isPresent()
                && state.note(account, KnownList.HELD)
                        .map(Long::valueOf)
                        .filter(held -> missing <= held)
                        .isPresent();
    }
}
