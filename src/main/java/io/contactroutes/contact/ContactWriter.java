package io.contactroutes.contact;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializable;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * Writes a contact once, and hashes the first part of the same bytes: the fields that move without meaning
 * ({@code lastSeenAt}, {@code fetchedAt}) are the last two.
 */
final class ContactWriter {

    private static final Set<String> VOLATILE = Set.of("lastSeenAt", "fetchedAt");
    private static final int HASH_BYTES = 16;
    private static final int TYPICAL_BYTES = 1024;
    private static final JsonMapper JSON = new JsonMapper();
    private static final SerializerProvider PLAIN = JSON.getSerializerProviderInstance();
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(ContactWriter::sha256);

    private ContactWriter() {}

    static Contact write(ObjectNode contact, boolean deletedByProvider) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(TYPICAL_BYTES);
                JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            for (Map.Entry<String, JsonNode> field : contact.properties()) {
                if (!VOLATILE.contains(field.getKey())) {
                    write(json, field);
                }
            }
            json.flush();
            int meaningful = bytes.size();
            for (Map.Entry<String, JsonNode> field : contact.properties()) {
                if (VOLATILE.contains(field.getKey())) {
                    write(json, field);
                }
            }
            json.writeEndObject();
            json.flush();
            byte[] all = bytes.toByteArray();
            return new Contact(
                    contact.get("account").textValue(),
                    contact.get("sourceId").textValue(),
                    all,
                    hash(all, meaningful),
                    deletedByProvider);
        } catch (IOException e) {
            throw new IllegalStateException("A contact cannot be written to memory.", e);
        }
    }

    /** Not by the generator's writeTree, which sets an object mapper up for each value. */
    private static void write(JsonGenerator json, Map.Entry<String, JsonNode> field) throws IOException {
        json.writeFieldName(field.getKey());
        ((JsonSerializable) field.getValue()).serialize(json, PLAIN);
    }

    private static byte[] hash(byte[] bytes, int length) {
        MessageDigest digest = SHA_256.get();
        digest.update(bytes, 0, length);
        return Arrays.copyOf(digest.digest(), HASH_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
