package io.contactroutes.sink;

import io.contactroutes.contact.Contact;
import java.time.Instant;
import java.util.HexFormat;

/**
 * One record on its way to the sink.
 *
 * @param account the name of the account it comes from
 * @param sweep the id of the sweep that publishes it
 * @param key the record's key: the uid for a contact, the account for a receipt
 * @param value JSON in UTF-8; null for a tombstone
 * @param type the CloudEvents type
 * @param id the CloudEvents id: the same when the same thing is published again
 * @param time when it happened
 */
public record SinkRecord(
        Stream stream, String account, String sweep, String key, byte[] value, String type, String id, Instant time) {

    public static final String CREATED = "contact.created";
    public static final String UPDATED = "contact.updated";
    public static final String DELETED = "contact.deleted";
    public static final String DEAD_LETTER = "contact.dead-letter";

    public static SinkRecord contact(String account, String sweep, Contact contact, String type, Instant time) {
        String id = sweep + "/" + contact.sourceId() + "/" + HexFormat.of().formatHex(contact.hash(), 0, 4);
        return new SinkRecord(Stream.CONTACTS, account, sweep, contact.uid(), contact.json(), type, id, time);
    }

    /**
     * Makes a tombstone.
     *
     * @param sweep the id of the sweep, or of the command that an operator ran
     */
    public static SinkRecord deleted(String account, String sweep, String sourceId, Instant time) {
        String uid = account + ":" + sourceId;
        return new SinkRecord(Stream.CONTACTS, account, sweep, uid, null, DELETED, sweep + "/" + sourceId, time);
    }

    public static SinkRecord deadLetter(String account, String sweep, String key, byte[] value, Instant time) {
        String id = sweep + "/dead-letter/" + key;
        return new SinkRecord(Stream.DEAD_LETTERS, account, sweep, key, value, DEAD_LETTER, id, time);
    }

    /**
     * Makes the record of a receipt.
     *
     * @param event {@code started} or {@code ended}
     */
    public static SinkRecord receipt(String account, String sweep, String event, byte[] value, Instant time) {
        String id = sweep + "/" + event + "/" + time;
        return new SinkRecord(Stream.SWEEPS, account, sweep, account, value, "sweep." + event, id, time);
    }

    /** Returns the URN of the value's JSON Schema; an identifier, not an address to fetch. */
    public String dataSchema() {
        return switch (stream) {
            case CONTACTS -> "urn:contact-routes:contact:v1";
            case DEAD_LETTERS -> "urn:contact-routes:dead-letter:v1";
            case SWEEPS -> "urn:contact-routes:receipt:v1";
        };
    }
}
