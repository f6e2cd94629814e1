package io.contactroutes.sandbox.list;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/**
 * Holds the contacts of an account, by number. Any thread may change it while it is read page by page; a page is cut from
 * one state of the list.
 *
 * <p>A list that was never changed takes no memory, however long it is: the contact at a place is the one with that
 * number.
 */
public final class ContactList {

    private final long initial;
    private List<ListedContact> entries;
    private long next;
    private long version;
    private long activities;
    private boolean tied;
    private final Map<Order, List<ListedContact>> sorted = new EnumMap<>(Order.class);

    public ContactList(int size) {
        initial = size;
        next = size;
    }

    public synchronized int size() {
        return entries == null ? (int) initial : entries.size();
    }

    /** Returns the numbers of the contacts, as listed. */
    public synchronized List<Long> numbers() {
        return entries == null
                ? LongStream.range(0, initial).boxed().toList()
                : entries.stream().map(ListedContact::number).toList();
    }

    /** Appends a new contact and returns its number. */
    public synchronized long insert() {
        change().add(ListedContact.fresh(next));
        return next++;
    }

    /** Puts a contact that was deleted back to the end of the list. */
    public synchronized void restore(long number) {
        if (number >= next || change().stream().anyMatch(each -> each.number() == number)) {
            throw new IllegalArgumentException("Not a deleted contact: " + number);
        }
        entries.add(ListedContact.fresh(number));
    }

    /** Changes a contact's content: one more label, or what the provider has instead. */
    public synchronized void update(long number) {
        replace(number, ListedContact::revised);
    }

    /** Changes only presence and last activity, which then is the latest of the list, where the provider has them. */
    public synchronized void touch(long number) {
        replace(number, listed -> listed.active(++activities));
    }

    /** Serves this JSON instead of a contact, without checking it. */
    public synchronized void serve(long number, String json) {
        replace(number, listed -> listed.servedAs(json));
    }

    public synchronized void delete(long number) {
        change().remove(place(number));
    }

    /** Moves a contact to another place of the list. */
    public synchronized void move(long number, int place) {
        ListedContact moved = change().remove(place(number));
        entries.add(place, moved);
    }

    public synchronized void shuffle(long seed) {
        Collections.shuffle(change(), new Random(seed));
    }

    /**
     * Makes all contacts equal in every order that is asked for, as in a database whose {@code ORDER BY} has no unique key: how it
     * arranges them differs between orders, and between the first and the second half of the list. So pages repeat and miss
     * contacts though nothing changes and their total is right.
     */
    public synchronized void tie() {
        change();
        tied = true;
    }

    public synchronized void clear() {
        change().clear();
    }

    /** Returns a number that grows with each change. */
    public synchronized long version() {
        return version;
    }

    /** Returns a page of the list as it is now. */
    public ContactPage page(PageRequest request, SampleContacts samples) {
        return new ContactPage(request, cut(request, samples), samples);
    }

    /** Returns all contacts as they are listed now. */
    public synchronized List<SampleContact> contacts(SampleContacts samples) {
        return cut(new PageRequest(1, Math.max(1, size()), Order.LISTED, null), samples).contacts().stream()
                .map(samples::contact)
                .toList();
    }

    /** Returns the contacts of a page, with the total of the same moment. */
    synchronized Cut cut(PageRequest page, SampleContacts samples) {
        if (page.order() == Order.LATEST_FIRST && entries == null) {
            change();
        }
        long from = Math.min(page.offset(), size());
        long to = Math.min(from + page.size(), size());
        return new Cut(entries == null ? invented(page.order(), from, to) : arranged(page, from, to, samples), size());
    }

    private List<ListedContact> invented(Order order, long from, long to) {
        LongStream places = LongStream.range(from, to);
        return (order == Order.NEWEST_FIRST ? places.map(place -> initial - 1 - place) : places)
                .mapToObj(ListedContact::fresh)
                .toList();
    }

    private List<ListedContact> arranged(PageRequest page, long from, long to, SampleContacts samples) {
        if (!tied) {
            return List.copyOf(sorted.computeIfAbsent(page.order(), order -> sort(order, samples))
                    .subList((int) from, (int) to));
        }
        List<ListedContact> ties = new ArrayList<>(entries);
        Collections.shuffle(ties, new Random(2L * page.sort().hashCode() + (to * 2 > size() ? 1 : 0)));
        return List.copyOf(ties.subList((int) from, (int) to));
    }

    private List<ListedContact> sort(Order order, SampleContacts samples) {
        Comparator<ListedContact> oldestFirst = Comparator.comparingLong(ListedContact::number);
        return switch (order) {
            case LISTED -> entries;
            case OLDEST_FIRST -> entries.stream().sorted(oldestFirst).toList();
            case NEWEST_FIRST -> entries.stream().sorted(oldestFirst.reversed()).toList();
            case LATEST_FIRST -> {
                Map<ListedContact, Instant> seen = new IdentityHashMap<>();
                entries.forEach(listed ->
                        seen.put(listed, samples.contact(listed).presence().seenAt()));
                Comparator<Instant> latestFirst = Comparator.nullsLast(Comparator.reverseOrder());
                yield entries.stream()
                        .sorted(Comparator.comparing(seen::get, latestFirst))
                        .toList();
            }
        };
    }

    private void replace(long number, UnaryOperator<ListedContact> change) {
        change();
        int place = place(number);
        entries.set(place, change.apply(entries.get(place)));
    }

    private int place(long number) {
        for (int place = 0; place < entries.size(); place++) {
            if (entries.get(place).number() == number) {
                return place;
            }
        }
        throw new NoSuchElementException("No contact with number " + number);
    }

    private List<ListedContact> change() {
        if (entries == null) {
            entries = new ArrayList<>(invented(Order.LISTED, 0, initial));
        }
        version++;
        sorted.clear();
        return entries;
    }

    /**
     * Holds a page's contacts and the length of the list that they were cut from.
     *
     * @param contacts in order
     * @param total    of the whole list
     */
    record Cut(List<ListedContact> contacts, int total) {}
}
