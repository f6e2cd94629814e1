package io.contactroutes.contact;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** JSON as bytes, and bytes that stand for it: the first {@value #BYTES} of their SHA-256. */
final class Fingerprint {

    private static final int BYTES = 16;
    private static final JsonMapper JSON = new JsonMapper();
    private static final SerializerProvider PLAIN = JSON.getSerializerProviderInstance();
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Fingerprint::sha256);

    private Fingerprint() {}

    /** Of the first bytes of an array. */
    static byte[] of(byte[] bytes, int length) {
        MessageDigest digest = SHA_256.get();
        digest.update(bytes, 0, length);
        return Arrays.copyOf(digest.digest(), BYTES);
    }

    /** Of a value, in a context: the same value in another context has another fingerprint. */
    static byte[] of(byte[] context, JsonNode value) {
        SHA_256.get().update(context);
        byte[] json = json(value);
        return of(json, json.length);
    }

    /** Writes a value as the generator's own writeTree does, which sets an object mapper up for each. */
    static void write(JsonGenerator json, JsonNode value) throws IOException {
        ((JsonSerializable) value).serialize(json, PLAIN);
    }

    static JsonGenerator generator(ByteArrayBuilder bytes) throws IOException {
        return JSON.createGenerator(bytes);
    }

    private static byte[] json(JsonNode value) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder();
                JsonGenerator json = generator(bytes)) {
            write(json, value);
            json.flush();
            return bytes.toByteArray();
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
