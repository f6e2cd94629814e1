package io.contactroutes.contact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * Writes a contact once, and hashes the first part of the same bytes: the fields whose changes do not count
 * ({@code lastSeenAt}, {@code fetchedAt}) are the last two.
 */
final class ContactWriter {

    private static final Set<String> VOLATILE = Set.of("lastSeenAt", "fetchedAt");

    private ContactWriter() {}

    static Contact write(ObjectNode contact, byte[] source, boolean deletedByProvider) {
        try {
            JsonBytes bytes = JsonBytes.empty();
            bytes.json().writeStartObject();
            write(bytes, contact, false);
            int meaningful = bytes.length();
            write(bytes, contact, true);
            bytes.json().writeEndObject();
            return new Contact(
                    contact.get("account").textValue(),
                    contact.get("sourceId").textValue(),
                    bytes.copy(),
                    Fingerprint.of(bytes.bytes(), meaningful),
                    source,
                    deletedByProvider);
        } catch (IOException e) {
            throw new IllegalStateException("A contact cannot be written to memory.", e);
        }
    }

    private static void write(JsonBytes bytes, ObjectNode contact, boolean isVolatile) throws IOException {
        for (Map.Entry<String, JsonNode> field : contact.properties()) {
            if (VOLATILE.contains(field.getKey()) == isVolatile) {
                bytes.json().writeFieldName(field.getKey());
                bytes.value(field.getValue());
            }
        }
    }
}
