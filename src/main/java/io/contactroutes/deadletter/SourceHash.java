package io.contactroutes.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Identifies the source of a dead letter.
 *
 * @param sha256 of its JSON, in hexadecimal digits
 */
record SourceHash(String sha256) {

    private static final int DIGITS = 16;

    static SourceHash of(JsonNode source) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(source.toString().getBytes(StandardCharsets.UTF_8));
            return new SourceHash(HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** Returns the first 16 digits. */
    String fingerprint() {
        return sha256.length() <= DIGITS ? sha256 : sha256.substring(0, DIGITS);
    }

    /** Returns the id of a contact that has none of its own. */
    String id() {
        return "#" + fingerprint();
    }
}
