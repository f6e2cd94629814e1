package io.contactroutes.sweep;

import io.contactroutes.config.Account;
import io.contactroutes.request.RequestOwner;
import io.contactroutes.state.EndedSweep;
import io.contactroutes.state.OpenSweep;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One sweep of an account, shared by the workers that have pages in flight. */
public final class Sweep implements RequestOwner {

    private final Account account;
    private final OpenSweep opened;
    private final boolean resumed;
    private final Optional<EndedSweep> lastComplete;
    private final Paging paging;
    private final PagesInFlight inFlight;
    private final Map<String, String> setAside;
    private final Set<String> listedSetAside = ConcurrentHashMap.newKeySet();
    private final SweepStop stop;
    private final Walks walks;
    private final PageGuards guards;
    private final Optional<RecentWalk> recent;

    /**
     * @param resumed whether it continues where an earlier run stopped
     * @param lastComplete the last complete sweep of the account; empty when there is none
     */
    public Sweep(SweepBasis basis, OpenSweep opened, boolean resumed, Optional<EndedSweep> lastComplete) {
        this(basis, opened, resumed, lastComplete, null);
    }

    /**
     * Returns a sweep of what changed lately, which the state does not have.
     *
     * @param before of the recent sweep before it
     */
    public static Sweep recent(SweepBasis basis, String id, Instant now, RecentMarks before) {
        OpenSweep none = OpenSweep.none(basis.account().name(), id, now);
        return new Sweep(basis, none, false, Optional.empty(), before);
    }

    /** @param before null in a sweep of the whole list */
    private Sweep(
            SweepBasis basis,
            OpenSweep opened,
            boolean resumed,
            Optional<EndedSweep> lastComplete,
            RecentMarks before) {
        this.account = basis.account();
        this.setAside = new ConcurrentHashMap<>(basis.setAside());
        this.inFlight = new PagesInFlight(basis.claims(), before == null ? 1 : -1);
        this.opened = opened;
        this.resumed = resumed;
        this.lastComplete = lastComplete;
        this.stop = new SweepStop(account, basis.deadline());
        this.recent =
                Optional.ofNullable(before).map(marks -> new RecentWalk(account.name(), account.recent(), marks, stop));
        this.paging = Paging.of(account);
        CommittedPages committed = new CommittedPages(opened, resumedAtPage());
        this.walks = new Walks(account, committed, stop, resumedAtPage());
        this.guards = new PageGuards(account.name(), resumed, committed, stop, workers());
    }

    /** Returns the way of a recent sweep; empty in one of the whole list. */
    public Optional<RecentWalk> recent() {
        return recent;
    }

    @Override
    public Account account() {
        return account;
    }

    /** Returns a UUID. */
    @Override
    public String id() {
        return opened.id();
    }

    public Instant startedAt() {
        return opened.startedAt();
    }

    /** Returns how the list is walked. */
    public Paging paging() {
        return paging;
    }

    public long sequence() {
        return opened.sequence();
    }

    /** Returns the known dead letters: notes by contact. */
    public Map<String, String> setAside() {
        return setAside;
    }

    /** Returns the ids of the dead letters that this run has come upon. */
    public Set<String> listedSetAside() {
        return listedSetAside;
    }

    /** Returns whether it continues where an earlier run stopped. */
    public boolean isResumed() {
        return resumed;
    }

    /** Returns the first uncommitted page; a resume by numbers begins with the page before it, as the list may have moved. */
    public int resumedAtPage() {
        return resumed && paging == Paging.NUMBER ? Math.max(1, opened.nextPage() - 1) : opened.nextPage();
    }

    public Counts counts() {
        return walk().counts();
    }

    /** Returns how many contacts it will have seen at its end; empty when that is not known. */
    public Optional<Long> expected() {
        return counts().expected(lastComplete);
    }

    /** Returns its way through the list. */
    public ListWalk walk() {
        return recent.isPresent() ? recent.get() : walks;
    }

    /** Returns the walks of a sweep of the whole list, of which most sweeps have one. */
    public Walks walks() {
        return walks;
    }

    /** Returns how many pages may be in flight. */
    public int workers() {
        return recent.isEmpty() && paging == Paging.NUMBER ? account.count("parallelPages") : 1;
    }

    /** Returns what recognizes pages that would be followed by others without end. */
    public PageGuards guards() {
        return guards;
    }

    /** Records the end of the list; of two pages that end it the first counts. */
    public void end(StopOutcome last) {
        stop.end(last);
    }

    /** Returns whether the end of the list is known. */
    public boolean hasEnd() {
        return stop.endsAt() != null || walks.count() > 1;
    }

    /** Records a failure; of two failures that of the earlier page counts. */
    public void fail(StopOutcome outcome) {
        stop.fail(outcome);
    }

    /**
     * Takes no further page; pages in flight finish.
     *
     * @param why a part of a sentence after the account's name
     */
    public void stop(String why) {
        walks.interrupt(why);
    }

    @Override
    public void sending(int page) {
        inFlight.asked(page);
        walk().sending();
    }

    /**
     * Waits on behalf of a page, also when a later page has failed: a page that continues early would not observe a pause that the
     * provider asked for.
     *
     * @throws SweepStopException when the bundle is being stopped, or an earlier page has failed, so that this one is
     *     no longer needed
     */
    @Override
    public void pause(int page, Duration duration) {
        stop.pause(page, duration);
    }

    public PagesInFlight inFlight() {
        return inFlight;
    }
}
