package io.contactroutes.sink;

import java.util.List;

/**
 * The body of {@code direct:publish}. A publish route returns it unchanged, and adds no header, when all its records are
 * acknowledged.
 */
public interface Publication {

    /** Returns the records in the order in which they are published; may be empty. */
    List<SinkRecord> records();

    /** Returns a publication of these records. */
    static Publication of(List<SinkRecord> records) {
        return () -> records;
    }
}
