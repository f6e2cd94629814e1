package io.contactroutes.sweep;

import io.contactroutes.contact.Contact;
import io.contactroutes.sink.SinkRecord;
import io.contactroutes.state.Known;
import io.contactroutes.state.SeenContact;
import io.contactroutes.state.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;

/** Tells what changed since it was last published. Bean {@code changes}. */
public final class Changes {

    private final State state;
    private final PublishedContacts published;
    private final boolean emitAll;

    /**
     * @param published tells what was published before
     * @param emitAll whether contacts that did not change are published too
     */
    public Changes(State state, PublishedContacts published, boolean emitAll) {
        this.state = state;
        this.published = published;
        this.emitAll = emitAll;
    }

    /**
     * Makes records of the page's contacts that changed. The state is told beforehand what is on its way, so that
     * nothing that a crash leaves in the sink is ever forgotten.
     *
     * <p>Sets {@code rejected} (dead letters), {@code seen}, {@code tombstoned} and {@code counts} for the steps that follow.
     */
    public List<SinkRecord> keep(
            Exchange exchange,
            @Variable("sweep") Sweep sweep,
            @Variable("page") int page,
            @Variable("fetchedAt") Instant fetchedAt) {
        PageOfContacts contacts = PageOfContacts.of(exchange.getMessage().getBody());
        Drift.refuse(sweep, page, contacts);
        sweep.claims().claim(page, contacts.ids());
        String account = sweep.account().alias();
        Map<String, Known> known = contacts.ids().isEmpty() ? Map.of() : published.known(account, contacts.ids());
        Sorting sorting = new Sorting(sweep, fetchedAt, known);
        contacts.byId().values().forEach(sorting::add);
        if (!sorting.onTheWay.isEmpty()) {
            state.aboutToPublish(account, sorting.onTheWay);
        }
        long repeats = contacts.total()
                - contacts.withoutId()
                - contacts.ids().size()
                + known.values().stream()
                        .filter(k -> k.lastSeen() == sweep.sequence())
                        .count();
        guardAgainstRepeat(sweep, page, contacts, repeats);
        exchange.setVariable("rejected", contacts.rejected());
        exchange.setVariable("seen", sorting.seen(contacts));
        exchange.setVariable("tombstoned", sorting.tombstoned);
        exchange.setVariable("counts", sorting.counts(page, contacts, Pages.declaredTotal(exchange, page), repeats));
        return sorting.records;
    }

    /** Remembers what was published outside of a sweep, after it was acknowledged. */
    public void settle(
            @Variable("sweep") Sweep sweep, @Variable("page") int page, @Variable("seen") List<SeenContact> seen) {
        List<SeenContact> published =
                seen.stream().filter(contact -> contact.hash() != null).toList();
        state.settle(sweep.account().alias(), published);
        sweep.claims().release(page);
    }

    /** A page that brings nothing but contacts that the sweep has seen would be followed by others for ever. */
    private static void guardAgainstRepeat(Sweep sweep, int page, PageOfContacts contacts, long repeats) {
        int known = contacts.total() - contacts.withoutId();
        boolean onlyRepeats = known > 0 && repeats == known;
        if (onlyRepeats && sweep.isFresh(page)) {
            sweep.trouble(
                    Stop.at(
                            page,
                            StopReason.REPEATED_PAGE,
                            sweep.account().alias() + ": page " + page
                                    + " brought only contacts that were on other pages; the provider may ignore page numbers."));
        }
    }

    /** Sorts the contacts of one page into created, updated, deleted and unchanged. */
    private final class Sorting {
        private final Sweep sweep;
        private final Instant at;
        private final Map<String, Known> known;
        private final List<SinkRecord> records = new ArrayList<>();
        private final Set<String> onTheWay = new LinkedHashSet<>();
        private final Map<String, byte[]> published = new LinkedHashMap<>();
        private final Set<String> deletedByProvider = new LinkedHashSet<>();
        private final Set<String> tombstoned = new LinkedHashSet<>();
        private int created;
        private int updated;
        private int deleted;
        private int unchanged;

        Sorting(Sweep sweep, Instant at, Map<String, Known> known) {
            this.sweep = sweep;
            this.at = at;
            this.known = known;
        }

        void add(Contact contact) {
            Known before = known.get(contact.sourceId());
            if (contact.deletedByProvider()) {
                delete(contact, before);
            } else if (before == null || !before.published()) {
                created++;
                publish(contact, SinkRecord.CREATED);
            } else if (!before.unchanged(contact.hash())) {
                updated++;
                publish(contact, SinkRecord.UPDATED);
            } else {
                unchanged++;
                if (emitAll) {
                    publish(contact, SinkRecord.UPDATED);
                }
            }
        }

        private void publish(Contact contact, String type) {
            onTheWay.add(contact.sourceId());
            published.put(contact.sourceId(), contact.hash());
            records.add(SinkRecord.contact(sweep.account().alias(), sweep.id(), sweep.startedAt(), contact, type, at));
        }

        /** A contact that was never published needs no tombstone, and is not remembered so that it gets none later. */
        private void delete(Contact contact, Known before) {
            deletedByProvider.add(contact.sourceId());
            if (before != null) {
                deleted++;
                onTheWay.add(contact.sourceId());
                tombstoned.add(contact.sourceId());
                records.add(SinkRecord.deleted(
                        sweep.account().alias(), sweep.id(), sweep.startedAt(), contact.sourceId(), at));
            }
        }

        List<SeenContact> seen(PageOfContacts contacts) {
            return contacts.ids().stream()
                    .filter(id -> !deletedByProvider.contains(id))
                    .map(id -> new SeenContact(id, published.get(id)))
                    .toList();
        }

        Counts counts(int page, PageOfContacts contacts, DeclaredTotal declaredTotal, long repeats) {
            return new Counts(
                    1,
                    page,
                    contacts.total(),
                    declaredTotal,
                    created,
                    updated,
                    deleted,
                    unchanged,
                    contacts.rejected().size(),
                    contacts.withoutId(),
                    repeats);
        }
    }
}
