package io.contactroutes.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.config.Sha256;

/**
 * Identifies the source of a dead letter.
 *
 * @param sha256 of its JSON, in hexadecimal digits
 */
record SourceHash(String sha256) {

    private static final int DIGITS = 16;

    static SourceHash of(JsonNode source) {
        return of(source.toString());
    }

    static SourceHash of(String text) {
        return new SourceHash(Sha256.hex(text));
    }

    /** Returns the first 16 digits. */
    String fingerprint() {
        return sha256.length() <= DIGITS ? sha256 : sha256.substring(0, DIGITS);
    }

    /** Returns the id of a contact that has none of its own. */
    String id() {
        return PublishedDeadLetter.WITHOUT_ID + fingerprint();
    }
}
