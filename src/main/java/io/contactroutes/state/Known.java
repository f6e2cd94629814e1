package io.contactroutes.state;

import java.util.Arrays;

/**
 * What is remembered of a contact.
 *
 * @param hash of what the sink holds; null when nothing was published yet or what was published is uncertain, so that the
 *     contact has to be published
 * @param lastSeen the sequence number of the last sweep that saw it
 */
public record Known(byte[] hash, long lastSeen) {

    /** Whether the sink is known to hold the contact, with whatever content. */
    public boolean published() {
        return hash != null;
    }

    /** Whether the sink is known to hold the contact with this content. */
    public boolean unchanged(byte[] contentHash) {
        return published() && Arrays.equals(hash, contentHash);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Known that && lastSeen == that.lastSeen && Arrays.equals(hash, that.hash);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(lastSeen) + Arrays.hashCode(hash);
    }
}
