package io.contactroutes.contact;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Identifies content by the first {@value #BYTES} bytes of its SHA-256. */
final class Fingerprint {

    private static final int BYTES = 16;
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Fingerprint::sha256);

    private Fingerprint() {}

    /** Returns the fingerprint of the first bytes of an array. */
    static byte[] of(byte[] bytes, int length) {
        MessageDigest digest = SHA_256.get();
        digest.update(bytes, 0, length);
        return Arrays.copyOf(digest.digest(), BYTES);
    }

    /** Returns the fingerprint of a value in a context: in another context the same value has another one. */
    static byte[] of(byte[] context, JsonNode value) {
        try {
            JsonBytes json = JsonBytes.empty();
            json.value(value);
            int length = json.length();
            SHA_256.get().update(context);
            return of(json.bytes(), length);
        } catch (IOException e) {
            throw new IllegalStateException("A value cannot be written to memory.", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
