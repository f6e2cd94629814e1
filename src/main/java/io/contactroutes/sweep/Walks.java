package io.contactroutes.sweep;

import io.contactroutes.config.Account;
import io.contactroutes.state.SeenContact;
import io.contactroutes.state.State;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;

/**
 * The walks of a sweep through its list: which page is next, what is committed, where a walk has stopped, and whether another one
 * follows. Shared by the workers; pages are taken in order and come back in any order.
 */
public final class Walks implements ListWalk {

    private final Account account;
    private final CommittedPages committed;
    private final SweepStop stop;
    private volatile int nextPage;

    /** @param first the page to begin with */
    Walks(Account account, CommittedPages committed, SweepStop stop, int first) {
        this.account = account;
        this.committed = committed;
        this.stop = stop;
        this.nextPage = first;
    }

    /** Returns how many walks have begun. */
    public synchronized int count() {
        return committed.walk().number();
    }

    @Override
    public synchronized String order() {
        List<String> orders = account.orders();
        return orders.get(Math.min(count(), orders.size()) - 1);
    }

    @Override
    public synchronized OptionalInt takePage(Instant now) {
        return hasStopped(now) ? OptionalInt.empty() : OptionalInt.of(nextPage++);
    }

    /** Returns whether the walk needs no further page. */
    public synchronized boolean hasStopped(Instant now) {
        return stop.isDecided(nextPage, now)
                || nextPage > account.count("maxPages")
                || !committed.walk().needs(nextPage);
    }

    @Override
    public synchronized String cursor() {
        return committed.cursor();
    }

    /**
     * Begins another walk, when the one that has stopped lacks contacts and the account has another order.
     *
     * @return whether it did
     */
    public synchronized boolean walkAgain(State state) {
        StopOutcome outcome = outcome();
        if (count() >= account.orders().size()
                || wentOnAfterEnd()
                || !committed.walk().lacks(outcome, committed.counts())) {
            return false;
        }
        committed.walkAgain(state, outcome);
        stop.walkAgain();
        nextPage = 1;
        return true;
    }

    /**
     * Returns whether a page past the end of the list had contacts that were not on the pages before it. A further walk ends where the
     * last contact is found, on whatever page.
     */
    public synchronized boolean wentOnAfterEnd() {
        StopOutcome end = stop.endsAt();
        return count() == 1 && end != null && committed.lastWithNews() > end.page();
    }

    /** Takes no further page; pages in flight finish. Does not wait for a commit, which may hang while the database is away. */
    void interrupt(String why) {
        stop.interrupt(StopOutcome.at(nextPage, StopReason.STOPPING, account.name() + ": " + why));
    }

    @Override
    public synchronized StopOutcome outcome() {
        return stop.outcome(nextPage, committed.walk());
    }

    @Override
    public synchronized void sending() {
        committed.sending();
    }

    @Override
    public synchronized Counts counts() {
        return committed.counts();
    }

    /** Returns counters, cursor and walk as the state stores them. */
    public synchronized String progress() {
        return committed.progress().toJson();
    }

    @Override
    public synchronized void commit(State state, int page, String next, List<SeenContact> seen, Counts ofPage) {
        if (Paging.of(account) == Paging.NUMBER || next != null) {
            committed.commit(state, page, next, seen, ofPage);
        } else {
            committed.commitLast(state, seen, ofPage);
        }
        if (committed.walk().isDone(committed.counts())) {
            stop.end(StopOutcome.at(page, StopReason.LAST_PAGE));
        }
    }
}
