package io.contactroutes.deadletter;

import java.time.Instant;
import java.util.List;

/** The message body of {@code direct:dead-letter}: contacts that become dead letters. */
public interface RejectedContacts {

    List<DeadLetter> rejected();

    /** Returns when the contacts were fetched. */
    Instant fetchedAt();
}
