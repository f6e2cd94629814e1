package io.contactroutes.state;

import java.util.Arrays;

/**
 * Holds what is stored of a contact.
 *
 * @param hash of what the sink holds; null when nothing was published yet or what was published is uncertain, so that the
 *     contact has to be published
 * @param source fingerprint of what the provider sent when the content had this hash; null when that is not known. Never
 *     there without a hash
 * @param lastSeen the sequence number of the last sweep that saw it
 */
public record ContactState(byte[] hash, byte[] source, long lastSeen) {

    /** Returns whether the sink is known to hold the contact, with any content. */
    public boolean published() {
        return hash != null;
    }

    /** Returns whether the sink is known to hold the contact with this content. */
    public boolean unchanged(byte[] contentHash) {
        return published() && Arrays.equals(hash, contentHash);
    }

    /** Returns whether the sink is known to hold what this source is mapped to. */
    public boolean from(byte[] fingerprint) {
        return published() && source != null && Arrays.equals(source, fingerprint);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContactState that
                && lastSeen == that.lastSeen
                && Arrays.equals(hash, that.hash)
                && Arrays.equals(source, that.source);
    }

    @Override
    public int hashCode() {
        return Arrays.deepHashCode(new Object[] {hash, source, lastSeen});
    }
}
