package io.contactroutes.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.state.SeenContact;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * The way of a recent sweep: in each of some orders, newest first, page by page until one brings nothing new and begins before the
 * place where the recent sweep before began. One page is in flight at a time. It may be stopped by another thread.
 */
public final class RecentWalk implements ListWalk {

    /** More pages of one order are left to the next sweep of the whole list. */
    static final int MOST_PAGES = 100;

    /** From here on a number counts milliseconds since 1970, below it seconds: until the year 5138, and from 1973 on. */
    private static final long MILLIS = 100_000_000_000L;

    private final String account;
    private final List<String> orders;
    private final RecentMarks before;
    private final SweepStop stop;
    private final Map<String, Instant> next;
    private final Set<String> seen = new HashSet<>();
    private Counts counts = Counts.NONE;
    private long requests;
    private int order;
    private int page = 1;
    private String cursor;
    private boolean beyond;
    private boolean last;
    private boolean cut;
    private boolean ended;

    /** @param before of the recent sweep before this one */
    RecentWalk(String account, List<String> orders, RecentMarks before, SweepStop stop) {
        this.account = account;
        this.orders = orders;
        this.before = before;
        this.stop = stop;
        this.next = new HashMap<>(before.marks());
    }

    @Override
    public synchronized OptionalInt takePage(Instant now) {
        return stop.isDecided(page, now) ? OptionalInt.empty() : OptionalInt.of(page);
    }

    @Override
    public synchronized String order() {
        return orders.get(order);
    }

    @Override
    public synchronized String cursor() {
        return cursor;
    }

    @Override
    public synchronized void sending() {
        requests++;
    }

    @Override
    public synchronized Counts counts() {
        return counts.withRequests(requests);
    }

    /** Returns whether a contact was on a page before. */
    public synchronized boolean hasSeen(String id) {
        return seen.contains(id);
    }

    /** Returns how many different contacts were on its pages. */
    public synchronized long distinct() {
        return seen.size();
    }

    /** Returns the marks for the recent sweep after this one: those of this one again, when it did not come to its end. */
    public synchronized Map<String, Instant> marks() {
        return Map.copyOf(ended ? next : before.marks());
    }

    /**
     * A page has arrived.
     *
     * @param contacts the provider's JSON, an array
     * @param end whether no page follows
     */
    public synchronized void read(JsonNode contacts, boolean end) {
        String field = order().replaceFirst("^-", "");
        List<Instant> times = StreamSupport.stream(contacts.spliterator(), false)
                .map(contact -> time(contact.path(field)))
                .filter(Objects::nonNull)
                .toList();
        if (page == 1) {
            times.stream().max(Instant::compareTo).ifPresent(newest -> next.put(order(), newest));
        }
        beyond = before.limit(order())
                .map(limit -> times.stream().allMatch(time -> time.isBefore(limit)))
                .orElse(true);
        last = end;
    }

    /** Commits hashes alone: that it has seen a contact proves nothing. */
    @Override
    public synchronized void commit(
            State state, int number, String following, List<SeenContact> contacts, Counts ofPage) {
        state.settle(
                account,
                contacts.stream().filter(contact -> contact.hash() != null).toList());
        counts = counts.plus(ofPage);
        contacts.forEach(contact -> seen.add(contact.id()));
        boolean done = before.limit(order()).isEmpty() || beyond && ofPage.published() == 0;
        cut |= !last && !done && page == MOST_PAGES;
        if (!last && !done && page < MOST_PAGES) {
            page++;
            cursor = following;
        } else if (order + 1 < orders.size()) {
            order++;
            page = 1;
            cursor = null;
        } else {
            ended = true;
            stop.end(end());
        }
    }

    private StopOutcome end() {
        return cut
                ? new StopOutcome(
                        page,
                        StopReason.PAGE_CAP,
                        SweepStatus.INCOMPLETE,
                        account + ": more than " + MOST_PAGES
                                + " pages have changed; the next sweep of the whole list reads the others.")
                : StopOutcome.at(page, StopReason.LAST_PAGE);
    }

    @Override
    public synchronized StopOutcome outcome() {
        return stop.outcome(page, Walk.FIRST);
    }

    /** Returns null when a value is no time. */
    private static Instant time(JsonNode value) {
        if (value.isNumber()) {
            long number = value.asLong();
            return number < MILLIS ? Instant.ofEpochSecond(number) : Instant.ofEpochMilli(number);
        }
        try {
            return OffsetDateTime.parse(value.asText()).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
