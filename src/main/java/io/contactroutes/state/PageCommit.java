package io.contactroutes.state;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Describes a page whose contacts were acknowledged.
 *
 * @param sequence of the sweep it belongs to
 * @param nextPage the first page that is then not committed
 * @param progress the sweep's counters, opaque JSON; may be null
 * @param contacts what the page brought; of an id that comes twice the last published one counts
 */
public record PageCommit(String account, long sequence, int nextPage, String progress, List<SeenContact> contacts) {

    public PageCommit {
        contacts = List.copyOf(contacts);
    }

    /** Returns each id once, in an order that is the same for all pages, so that two of them never wait for each other's rows. */
    public Collection<SeenContact> distinctContacts() {
        Map<String, SeenContact> distinct = new TreeMap<>();
        contacts.forEach(contact -> distinct.merge(contact.id(), contact, (earlier, later) -> later.or(earlier)));
        return distinct.values();
    }
}
