package io.contactroutes.sweep;

import io.contactroutes.contact.Contact;
import io.contactroutes.sink.SinkRecord;
import io.contactroutes.state.ContactState;
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
        PageSources known = exchange.getVariable("sources", PageSources.class);
        PageOfContacts contacts =
                PageOfContacts.of(exchange.getMessage().getBody(), known == null ? Set.of() : known.unchanged());
        SchemaDriftGuard.refuse(sweep, page, contacts);
        String account = sweep.account().name();
        PageSources sources = known == null ? claimed(sweep, page, contacts.ids()) : known.of(contacts.ids(), sweep);
        Sorting sorting = new Sorting(sweep, fetchedAt, sources);
        contacts.byId().values().forEach(sorting::add);
        if (!sorting.onTheWay.isEmpty()) {
            state.aboutToPublish(account, sorting.onTheWay);
        }
        long repeats = contacts.total()
                - contacts.withoutId()
                - contacts.ids().size()
                + sources.known().values().stream()
                        .filter(k -> k.lastSeen() == sweep.sequence())
                        .count();
        guardAgainstRepeat(sweep, page, contacts, repeats);
        exchange.setVariable("rejected", contacts.rejected());
        exchange.setVariable("seen", sorting.seen(contacts));
        exchange.setVariable("tombstoned", sorting.tombstoned);
        exchange.setVariable("counts", sorting.counts(page, contacts, Pages.declaredTotal(exchange, page), repeats));
        return sorting.records;
    }

    /** For contacts that were not looked at before they were mapped, such as that of a dead letter. */
    private PageSources claimed(Sweep sweep, int page, Set<String> ids) {
        sweep.claims().claim(page, ids);
        Map<String, ContactState> known =
                ids.isEmpty() ? Map.of() : published.known(sweep.account().name(), ids);
        return new PageSources(ids, known, Set.of(), List.of());
    }

    /** Remembers what was published outside of a sweep, after it was acknowledged. */
    public void settle(
            @Variable("sweep") Sweep sweep, @Variable("page") int page, @Variable("seen") List<SeenContact> seen) {
        List<SeenContact> published =
                seen.stream().filter(contact -> contact.hash() != null).toList();
        state.settle(sweep.account().name(), published);
        sweep.claims().release(page);
    }

    /** A page that brings nothing but contacts that the sweep has seen would be followed by others for ever. */
    private static void guardAgainstRepeat(Sweep sweep, int page, PageOfContacts contacts, long repeats) {
        int known = contacts.total() - contacts.withoutId();
        boolean onlyRepeats = known > 0 && repeats == known;
        if (onlyRepeats && sweep.isFresh(page)) {
            sweep.trouble(
                    StopOutcome.at(
                            page,
                            StopReason.REPEATED_PAGE,
                            sweep.account().name() + ": page " + page
                                    + " brought only contacts that were on other pages; the provider may ignore page numbers."));
        }
    }

    /** Sorts the contacts of one page into created, updated, deleted and unchanged. */
    private final class Sorting {
        private final Sweep sweep;
        private final Instant at;
        private final PageSources sources;
        private final List<SinkRecord> records = new ArrayList<>();
        private final Set<String> onTheWay = new LinkedHashSet<>();
        private final Map<String, SeenContact> settled = new LinkedHashMap<>();
        private final Set<String> deletedByProvider = new LinkedHashSet<>();
        private final Set<String> tombstoned = new LinkedHashSet<>();
        private int created;
        private int updated;
        private int deleted;
        private int unchanged;

        Sorting(Sweep sweep, Instant at, PageSources sources) {
            this.sweep = sweep;
            this.at = at;
            this.sources = sources;
            this.unchanged = sources.unchanged().size();
        }

        void add(Contact contact) {
            ContactState before = sources.known().get(contact.sourceId());
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
                } else {
                    settle(contact);
                }
            }
        }

        /** Has it remembered with the source that it comes from now. */
        private void settle(Contact contact) {
            String id = contact.sourceId();
            settled.put(id, new SeenContact(id, contact.hash(), contact.source()));
        }

        private void publish(Contact contact, String type) {
            onTheWay.add(contact.sourceId());
            settle(contact);
            records.add(SinkRecord.contact(sweep.account().name(), sweep.id(), sweep.startedAt(), contact, type, at));
        }

        /** A contact that was never published needs no tombstone, and is not remembered so that it gets none later. */
        private void delete(Contact contact, ContactState before) {
            deletedByProvider.add(contact.sourceId());
            if (before != null) {
                deleted++;
                onTheWay.add(contact.sourceId());
                tombstoned.add(contact.sourceId());
                records.add(SinkRecord.deleted(
                        sweep.account().name(), sweep.id(), sweep.startedAt(), contact.sourceId(), at));
            }
        }

        List<SeenContact> seen(PageOfContacts contacts) {
            return contacts.ids().stream()
                    .filter(id -> !deletedByProvider.contains(id))
                    .map(id -> settled.getOrDefault(id, SeenContact.only(id)))
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
