package io.contactroutes.deletes;

import io.contactroutes.receipt.SweepResult;
import io.contactroutes.sink.Publication;
import io.contactroutes.sink.SinkRecord;
import java.util.List;

/**
 * The tombstones of some contacts that are gone.
 *
 * @param result of the sweep that found them gone
 * @param ids of the contacts
 * @param records their tombstones
 */
record Tombstones(SweepResult result, List<String> ids, List<SinkRecord> records) implements Publication {

    /** Contains no id, as Camel may print a message body. */
    @Override
    public String toString() {
        return ids.size() + " tombstones";
    }
}
