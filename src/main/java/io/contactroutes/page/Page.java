package io.contactroutes.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.contactroutes.deadletter.DeadLetter;
import io.contactroutes.deadletter.PublishedDeadLetter;
import io.contactroutes.deadletter.RejectedContacts;
import io.contactroutes.sink.Publication;
import io.contactroutes.sink.SinkRecord;
import io.contactroutes.sweep.DeclaredTotal;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One page of an account's list: what the provider sent, the outcome for each contact, and what is published. It is the message
 * body from {@code pages.read} to {@code pages.commit}. Iterating over it returns the contacts that are still to be mapped.
 */
public final class Page implements Iterable<PageContact>, Publication, RejectedContacts {

    private final int number;
    private final Instant fetchedAt;
    private final JsonNode contacts;
    private final DeclaredTotal total;
    private final String next;
    private final Object[] outcomes;
    private final boolean replayed;
    private KnownContacts known;
    private PageChanges changes;

    /**
     * @param number counts from 1
     * @param fetchedAt when the provider's answer was read
     * @param contacts the provider's JSON, an array
     * @param total the number of contacts that the provider declares for its list; null when it declares none
     * @param next the cursor or address of the next page; null when the provider gives none
     */
    public Page(int number, Instant fetchedAt, JsonNode contacts, DeclaredTotal total, String next) {
        this(number, fetchedAt, contacts, total, next, false);
    }

    private Page(int number, Instant fetchedAt, JsonNode contacts, DeclaredTotal total, String next, boolean replayed) {
        this.number = number;
        this.fetchedAt = fetchedAt;
        this.contacts = contacts;
        this.total = total;
        this.next = next;
        this.outcomes = new Object[contacts.size()];
        this.replayed = replayed;
    }

    /** Returns a page with the contact of a dead letter. */
    public static Page of(int number, PublishedDeadLetter letter) {
        ArrayNode contacts = JsonNodeFactory.instance.arrayNode().add(letter.source());
        return new Page(number, letter.fetchedAt(), contacts, null, null, true);
    }

    public int number() {
        return number;
    }

    @Override
    public Instant fetchedAt() {
        return fetchedAt;
    }

    /** Returns how many contacts the provider sent. */
    public int size() {
        return contacts.size();
    }

    /** Returns whether its contact was read from a dead letter, from which credentials are removed. */
    boolean isReplayed() {
        return replayed;
    }

    JsonNode source(int index) {
        return contacts.get(index);
    }

    DeclaredTotal total() {
        return total;
    }

    String next() {
        return next;
    }

    /** Returns the contacts that are to be mapped, in the page's order: all but those whose source is unchanged. */
    @Override
    public Iterator<PageContact> iterator() {
        return IntStream.range(0, contacts.size())
                .filter(index -> known == null || !known.skipped().get(index))
                .mapToObj(index -> new PageContact(this, index, contacts.get(index)))
                .iterator();
    }

    /** Stores the outcome for a contact: a {@code Contact} or a {@code DeadLetter}. */
    void became(int index, Object outcome) {
        outcomes[index] = outcome;
    }

    /** Returns the outcome for a contact; null when it is not mapped. */
    Object outcome(int index) {
        return outcomes[index];
    }

    /** Returns what the state has of the contacts; null before it was read. */
    KnownContacts known() {
        return known;
    }

    void known(KnownContacts states) {
        known = states;
    }

    PageChanges changes() {
        return changes;
    }

    void changes(PageChanges kept) {
        changes = kept;
    }

    /** Returns the records of the contacts that changed. */
    @Override
    public List<SinkRecord> records() {
        return changes.records();
    }

    /** Returns the contacts that become dead letters. */
    @Override
    public List<DeadLetter> rejected() {
        return changes.rejected();
    }

    /** Contains nothing of the contacts, as Camel may print a message body. */
    @Override
    public String toString() {
        return "page " + number + " of " + contacts.size() + " contacts";
    }
}
