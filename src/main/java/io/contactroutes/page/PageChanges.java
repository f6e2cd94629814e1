package io.contactroutes.page;

import io.contactroutes.deadletter.DeadLetter;
import io.contactroutes.sink.SinkRecord;
import io.contactroutes.state.SeenContact;
import io.contactroutes.sweep.Counts;
import java.util.List;
import java.util.Set;

/**
 * What is published and stored of a page.
 *
 * @param records contacts that are new or changed, and tombstones of those that the provider lists as deleted
 * @param rejected contacts that cannot be mapped or are not valid
 * @param seen contacts that the state stores as seen; with a hash if they were published or confirmed
 * @param deletedByProvider ids of contacts that the provider lists as deleted
 * @param tombstoned those of them that were published before
 * @param counts what the page adds to the counters of its sweep
 */
record PageChanges(
        List<SinkRecord> records,
        List<DeadLetter> rejected,
        List<SeenContact> seen,
        Set<String> deletedByProvider,
        Set<String> tombstoned,
        Counts counts) {

    /** Returns the contacts that were published or confirmed. */
    List<SeenContact> settled() {
        return seen.stream().filter(contact -> contact.hash() != null).toList();
    }
}
