package io.contactroutes.page;

import io.contactroutes.contact.Contact;
import io.contactroutes.sink.SinkRecord;
import io.contactroutes.state.ContactState;
import io.contactroutes.state.SeenContact;
import io.contactroutes.sweep.Counts;
import io.contactroutes.sweep.Sweep;
import io.contactroutes.sweep.SweepStopException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sorts the contacts of one page into created, updated, deleted and unchanged. */
final class ChangeSorter {

    private final Page page;
    private final Sweep sweep;
    private final boolean emitAll;
    private final List<SinkRecord> records = new ArrayList<>();
    private final Set<String> aboutToPublish = new LinkedHashSet<>();
    private final Map<String, SeenContact> settled = new LinkedHashMap<>();
    private final Set<String> deletedByProvider = new LinkedHashSet<>();
    private final Set<String> tombstoned = new LinkedHashSet<>();
    private int created;
    private int updated;
    private int deleted;
    private int unchanged;

    ChangeSorter(Page page, Sweep sweep, boolean emitAll) {
        this.page = page;
        this.sweep = sweep;
        this.emitAll = emitAll;
        this.unchanged = page.known().unchanged().size();
    }

    void add(Contact contact) {
        ContactState before = page.known().states().get(contact.sourceId());
        if (sweep.inFlight().isOlder(page.number(), contact.sourceId())) {
            unchanged++;
        } else if (contact.deletedByProvider()) {
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

    /** Returns the contacts of which a record is published. */
    List<SeenContact> aboutToPublish() {
        return aboutToPublish.stream()
                .map(id -> settled.getOrDefault(id, SeenContact.only(id)))
                .toList();
    }

    /** @throws SweepStopException when no contact of this page and of the one beside it has an id */
    PageChanges changes(MappedContacts contacts) {
        List<SeenContact> seen = contacts.ids().stream()
                .filter(id -> !deletedByProvider.contains(id))
                .map(id -> settled.getOrDefault(id, SeenContact.only(id)))
                .toList();
        return new PageChanges(records, contacts.rejected(), seen, deletedByProvider, tombstoned, counts(contacts));
    }

    /** Counts the page; contacts without id that an earlier run or walk has counted count as seen before. */
    private Counts counts(MappedContacts contacts) {
        boolean recent = sweep.recent().isPresent();
        boolean counted = !recent && sweep.guards().isCounted(page.number());
        long news = contacts.ids().stream().filter(id -> !isSeen(id)).count();
        int withoutId = counted ? 0 : contacts.withoutId();
        boolean repeated =
                !recent && page.size() > 0 && sweep.guards().isRepeated(page.number(), contacts.ids(), news > 0);
        return new Counts(
                1,
                page.number(),
                sweep.walks().count(),
                page.size(),
                page.total(),
                created,
                updated,
                deleted,
                unchanged,
                rejected(contacts),
                withoutId,
                page.size() - news - withoutId,
                repeated ? 1 : 0,
                0);
    }

    /** Counts dead letters; in a further walk only those of contacts that no walk before it has seen. */
    private long rejected(MappedContacts contacts) {
        return contacts.rejected().stream()
                .filter(letter -> sweep.walks().count() == 1
                        || letter.rejection()
                                .sourceId()
                                .filter(id -> !isSeen(id))
                                .isPresent())
                .count();
    }

    private boolean isSeen(String id) {
        if (sweep.recent().isPresent()) {
            return sweep.recent().get().hasSeen(id);
        }
        ContactState before = page.known().states().get(id);
        return before != null && before.lastSeen() == sweep.sequence();
    }

    /** Stores the contact's hash with the fingerprint of its current source. */
    private void settle(Contact contact) {
        String id = contact.sourceId();
        settled.put(id, new SeenContact(id, contact.hash(), contact.source()));
    }

    private void publish(Contact contact, String type) {
        aboutToPublish.add(contact.sourceId());
        settle(contact);
        records.add(SinkRecord.contact(sweep.account().name(), sweep.id(), contact, type, page.fetchedAt()));
    }

    /** Publishes a tombstone, unless the contact was never published; then it is not stored either, so that it gets none later. */
    private void delete(Contact contact, ContactState before) {
        deletedByProvider.add(contact.sourceId());
        if (before != null) {
            deleted++;
            aboutToPublish.add(contact.sourceId());
            tombstoned.add(contact.sourceId());
            records.add(SinkRecord.deleted(sweep.account().name(), sweep.id(), contact.sourceId(), page.fetchedAt()));
        }
    }
}
