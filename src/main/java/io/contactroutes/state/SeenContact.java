package io.contactroutes.state;

/**
 * Describes a contact that a page brought.
 *
 * @param id the provider's id, not empty
 * @param hash of the content that the sink now holds, {@value #HASH_BYTES} bytes; null when it was seen and nothing new is
 *     stored (unchanged, or a dead letter): what is stored of it then stays as it is
 * @param source fingerprint of what the provider sent for this content, {@value #HASH_BYTES} bytes; null when it is not
 *     known, as always without a hash
 */
public record SeenContact(String id, byte[] hash, byte[] source) {

    /** Bytes of a content hash, and of a fingerprint. */
    public static final int HASH_BYTES = 16;

    public SeenContact {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("A contact's id is empty");
        }
        requireLength(hash, "A content hash");
        requireLength(source, "A fingerprint");
        if (hash == null && source != null) {
            throw new IllegalArgumentException("A fingerprint has no meaning without the hash of its content");
        }
    }

    /** Returns a contact that was seen and of which nothing new is stored. */
    public static SeenContact only(String id) {
        return new SeenContact(id, null, null);
    }

    SeenContact or(SeenContact earlier) {
        return hash == null ? earlier : this;
    }

    private static void requireLength(byte[] bytes, String what) {
        if (bytes != null && bytes.length != HASH_BYTES) {
            throw new IllegalArgumentException(what + " has " + HASH_BYTES + " bytes, not " + bytes.length);
        }
    }
}
