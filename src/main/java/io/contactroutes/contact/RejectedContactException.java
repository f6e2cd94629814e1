package io.contactroutes.contact;

import java.util.HexFormat;
import java.util.Optional;

/**
 * Reports one contact that cannot be mapped or is not valid. Its page continues without it.
 *
 * <p>Neither the message nor any accessor but {@link #sourceId()} holds a value of the contact: they may be logged. It
 * has no stack trace: its message names the cause.
 */
public final class RejectedContactException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String pointer;
    private final String sourceId;
    private final String content;

    private RejectedContactException(String reason, String pointer, String sourceId, String content) {
        super(pointer.isEmpty() ? reason : reason + " at " + pointer, null, false, false);
        this.reason = reason;
        this.pointer = pointer;
        this.sourceId = sourceId;
        this.content = content;
    }

    /** Returns a rejection of a contact of which nothing is mapped. */
    static RejectedContactException unmapped(String reason, String sourceId) {
        return new RejectedContactException(reason, "", sourceId, null);
    }

    /** Returns a rejection of what a contact is mapped to. */
    static RejectedContactException invalid(String reason, String pointer, String sourceId, Contact mapped) {
        return new RejectedContactException(
                reason, pointer, sourceId, HexFormat.of().formatHex(mapped.hash()));
    }

    /** Returns a rejection of a contact that is mapped from values which were removed when it was set aside. */
    public static RejectedContactException incomplete(String sourceId) {
        return unmapped("needs values that were removed when it was set aside", sourceId);
    }

    /** Returns what is wrong, in a few words. */
    public String reason() {
        return reason;
    }

    /** Returns where it is wrong: a JSON pointer into the canonical contact; empty for the contact as a whole. */
    public String pointer() {
        return pointer;
    }

    /** Returns the provider's id, if it could be read: the contact counts as seen, though it is not published. */
    public Optional<String> sourceId() {
        return Optional.ofNullable(sourceId);
    }

    /**
     * Returns the {@linkplain Contact#hash() hash} of what would be published of the contact if it were valid, in hexadecimal digits;
     * empty when nothing of it is mapped.
     */
    public Optional<String> contentHash() {
        return Optional.ofNullable(content);
    }
}
