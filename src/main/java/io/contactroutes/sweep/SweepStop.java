package io.contactroutes.sweep;

import io.contactroutes.config.Account;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** Holds where and why a walk stops: at the end of its list, or at a failure. Its workers share it, and wait on it. */
final class SweepStop {

    private final Account account;
    private final Instant deadline;
    private StopOutcome end;
    private StopOutcome failure;
    private StopOutcome interruption;

    SweepStop(Account account, Instant deadline) {
        this.account = account;
        this.deadline = deadline;
    }

    /** Records the end of the list; of two pages that end it the first counts. */
    synchronized void end(StopOutcome last) {
        if (end == null || last.page() < end.page()) {
            end = last;
        }
        notifyAll();
    }

    /** Returns the end of the list; null while it is not known. */
    synchronized StopOutcome endsAt() {
        return end;
    }

    /** Records a failure; of two failures that of the earlier page counts. */
    synchronized void fail(StopOutcome outcome) {
        if (failure == null || outcome.page() < failure.page()) {
            failure = outcome;
        }
        notifyAll();
    }

    /** Ends all pauses, as the bundle is being stopped. */
    synchronized void interrupt(StopOutcome outcome) {
        if (interruption == null) {
            interruption = outcome;
        }
        fail(outcome);
    }

    /** Returns whether no further page is needed; past the deadline the next page fails. */
    synchronized boolean isDecided(int nextPage, Instant now) {
        if (end == null && failure == null && now.isAfter(deadline)) {
            fail(StopOutcome.at(
                    nextPage,
                    StopReason.DEADLINE,
                    account.name()
                            + ": the sweep took longer than contacts.sweep.deadline; raise it, or parallelPages and"
                            + " requestsPerMinute of the account."));
        }
        return end != null || failure != null;
    }

    /** Forgets where the walk stopped, as another one begins; it stays interrupted. */
    synchronized void walkAgain() {
        end = null;
        failure = interruption;
    }

    /** Returns the end or the earlier failure; without either, {@code maxPages} was reached, or a further walk was long enough. */
    synchronized StopOutcome outcome(int nextPage, Walk walk) {
        if (failure != null && (end == null || failure.page() <= end.page())) {
            return failure;
        }
        if (!walk.isFirst()) {
            return walk.end();
        }
        return end != null
                ? end
                : StopOutcome.at(
                        nextPage,
                        StopReason.PAGE_CAP,
                        account.name() + ": no page was the last one; if the list is that long, raise "
                                + account.key("maxPages") + ".");
    }

    /** As {@link Sweep#pause}. */
    synchronized void pause(int page, Duration duration) {
        long until = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0 && !isGivenUp(page); left = until - System.nanoTime()) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw SweepStopException.interrupted(account.name());
            }
        }
        if (interruption != null) {
            throw new SweepStopException(interruption.reason(), interruption.status(), interruption.sentence());
        }
        if (isGivenUp(page)) {
            throw new SweepStopException(failure.reason(), failure.status(), failure.sentence());
        }
    }

    private boolean isGivenUp(int page) {
        return interruption != null || failure != null && failure.page() < page;
    }
}
