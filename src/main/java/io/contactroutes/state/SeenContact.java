package io.contactroutes.state;

/**
 * A contact that a page brought.
 *
 * @param id the provider's id, not empty
 * @param hash of the content that the sink now holds, {@value #HASH_BYTES} bytes; null when it was seen but not published
 *     with this page (unchanged, or set aside as a dead letter): what is remembered of its content then stays as it is
 */
public record SeenContact(String id, byte[] hash) {

    /** Bytes of a content hash. */
    public static final int HASH_BYTES = 16;

    public SeenContact {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("A contact's id is empty");
        }
        if (hash != null && hash.length != HASH_BYTES) {
            throw new IllegalArgumentException("A content hash has " + HASH_BYTES + " bytes, not " + hash.length);
        }
    }

    SeenContact or(SeenContact earlier) {
        return hash == null ? earlier : this;
    }
}
