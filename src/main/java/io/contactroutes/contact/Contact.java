package io.contactroutes.contact;

/**
 * Holds a valid canonical contact, ready to be published, or one that the provider lists as deleted, of which only the id counts.
 * Its arrays are not copied: do not change them.
 */
public final class Contact {

    private final String account;
    private final String sourceId;
    private final byte[] json;
    private final byte[] hash;
    private final byte[] source;
    private final boolean deletedByProvider;

    Contact(String account, String sourceId, byte[] json, byte[] hash, byte[] source, boolean deletedByProvider) {
        this.account = account;
        this.sourceId = sourceId;
        this.json = json;
        this.hash = hash;
        this.source = source;
        this.deletedByProvider = deletedByProvider;
    }

    /** Returns {@code <account>:<sourceId>}: the record's key. */
    public String uid() {
        return uid(account, sourceId);
    }

    static String uid(String account, String sourceId) {
        return account + ":" + sourceId;
    }

    /** Returns the account's name. */
    public String account() {
        return account;
    }

    /** Returns the provider's id. */
    public String sourceId() {
        return sourceId;
    }

    /** Returns the contact as JSON in UTF-8, without a line break. */
    public byte[] json() {
        return json;
    }

    /** Returns 16 bytes that stay the same as long as nothing but {@code lastSeenAt} and {@code fetchedAt} changes. */
    public byte[] hash() {
        return hash;
    }

    /** Returns the {@linkplain ContactMapper#fingerprint fingerprint} of what the provider sent. */
    public byte[] source() {
        return source;
    }

    /** Returns whether the provider lists the contact as deleted, as BotPenguin does by {@code status: "DELETED"}; not part of the JSON. */
    public boolean deletedByProvider() {
        return deletedByProvider;
    }
}
