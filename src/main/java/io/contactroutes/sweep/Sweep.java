package io.contactroutes.sweep;

import io.contactroutes.config.Account;
import io.contactroutes.state.OpenSweep;
import io.contactroutes.state.SeenContact;
import io.contactroutes.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * One walk through all pages of an account, shared by the workers that have pages in flight.
 *
 * <p>Pages are handed out in order and come back in any order.
 */
public final class Sweep {

    private final Account account;
    private final OpenSweep opened;
    private final boolean resumed;
    private final Instant deadline;
    private final ClaimedContacts claims = new ClaimedContacts();
    private final Map<String, String> setAside;
    private final CommittedPages committed;
    private final int furthestBefore;
    private int nextPage;
    private StopOutcome end;
    private StopOutcome trouble;
    private boolean stopping;

    Sweep(
            Account account,
            OpenSweep opened,
            boolean resumed,
            Map<String, String> setAside,
            Duration deadline,
            Instant now) {
        this.setAside = new ConcurrentHashMap<>(setAside);
        this.account = account;
        this.opened = opened;
        this.resumed = resumed;
        this.deadline = now.plus(deadline);
        this.nextPage = resumedAtPage();
        Counts before = Counts.fromJson(opened.progress());
        this.committed = new CommittedPages(resumedAtPage(), before);
        this.furthestBefore = before.furthest();
    }

    public Account account() {
        return account;
    }

    /** A UUID. */
    public String id() {
        return opened.id();
    }

    public Instant startedAt() {
        return opened.startedAt();
    }

    long sequence() {
        return opened.sequence();
    }

    /** The dead letters that are known: fingerprints by contact. */
    Map<String, String> setAside() {
        return setAside;
    }

    /** Whether it goes on where an earlier run stopped. */
    boolean isResumed() {
        return resumed;
    }

    /** The first uncommitted page, or the one before it on a resume: the list may have shifted meanwhile. */
    int resumedAtPage() {
        return resumed ? Math.max(1, opened.nextPage() - 1) : opened.nextPage();
    }

    synchronized Counts counts() {
        return committed.counts();
    }

    /** The next page that nobody has taken; empty when the sweep stops. */
    synchronized OptionalInt nextPage(Instant now) {
        if (end != null || trouble != null || nextPage > account.count("maxPages")) {
            return OptionalInt.empty();
        }
        if (now.isAfter(deadline)) {
            trouble(StopOutcome.at(
                    nextPage,
                    StopReason.DEADLINE,
                    account.name()
                            + ": the sweep took longer than contacts.sweep.deadline; raise it, or parallelPages and"
                            + " requestsPerMinute of the account."));
            return OptionalInt.empty();
        }
        return OptionalInt.of(nextPage++);
    }

    /** Whether a page is read for the first time, so that contacts seen before are a surprise on it. */
    boolean isFresh(int page) {
        return !resumed || page > furthestBefore + account.count("parallelPages");
    }

    /** Notes that the provider told the end of its list; of two pages that do so the first counts. */
    synchronized void end(StopOutcome told) {
        if (end == null || told.page() < end.page()) {
            end = told;
        }
        notifyAll();
    }

    /** Whether the provider told the end of its list. */
    synchronized boolean hasEnd() {
        return end != null;
    }

    /** Notes what went wrong; of two troubles that of the earlier page counts. */
    synchronized void trouble(StopOutcome stop) {
        if (trouble == null || stop.page() < trouble.page()) {
            trouble = stop;
        }
        notifyAll();
    }

    /** Lets the pages in flight finish and takes no further ones. */
    synchronized void stop() {
        stopping = true;
        trouble(StopOutcome.at(nextPage, StopReason.STOPPING));
    }

    /** What the sweep ends with: trouble on a page past the end of the list is none. */
    synchronized StopOutcome outcome() {
        if (end != null && (trouble == null || trouble.page() > end.page())) {
            return end;
        }
        return trouble != null
                ? trouble
                : StopOutcome.at(
                        nextPage,
                        StopReason.PAGE_CAP,
                        account.name() + ": no page was the last one; if the list is" + " that long, raise "
                                + account.key("maxPages") + ".");
    }

    /** Whether a page behind the told end of the list brought contacts that were not on the pages before it. */
    synchronized boolean wentOnAfterEnd() {
        return end != null && committed.lastWithNews() > end.page();
    }

    /**
     * Waits on behalf of a page, also when a later page is in trouble: who goes on early breaks a pause that the provider
     * asked for.
     *
     * @throws SweepStopException when the bundle is being stopped, or an earlier page is in trouble, so that this one is
     *     not wanted any more
     */
    public synchronized void pause(int page, Duration duration) {
        long until = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0 && !isGivenUp(page); left = until - System.nanoTime()) {
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw SweepStopException.interrupted(account.name());
            }
        }
        if (stopping) {
            throw SweepStopException.interrupted(account.name());
        }
        if (isGivenUp(page)) {
            throw new SweepStopException(trouble.reason(), trouble.status(), trouble.sentence());
        }
    }

    /** The contacts that pages in flight hold. */
    ClaimedContacts claims() {
        return claims;
    }

    private boolean isGivenUp(int page) {
        return stopping || (trouble != null && trouble.page() < page);
    }

    /** Commits a page whose records are acknowledged; after it a resume never goes back further than it has to. */
    synchronized void commit(State state, int page, List<SeenContact> seen, Counts ofPage) {
        committed.commit(state, opened, page, seen, ofPage);
    }
}
