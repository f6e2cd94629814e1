package io.contactroutes.deadletter;

import io.contactroutes.sink.Publication;
import io.contactroutes.sink.SinkRecord;
import java.util.List;

/**
 * The dead letters of a page that are not set aside yet.
 *
 * @param letters never empty
 * @param records of the letters, in their order
 */
record DeadLetterBatch(List<DeadLetter> letters, List<SinkRecord> records) implements Publication {

    /** Contains nothing of the contacts, as Camel may print a message body. */
    @Override
    public String toString() {
        return letters.size() + " dead letters";
    }
}
