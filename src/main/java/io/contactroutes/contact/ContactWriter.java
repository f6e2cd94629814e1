package io.contactroutes.contact;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * Writes a contact once, and hashes the first part of the same bytes: the fields that move without meaning
 * ({@code lastSeenAt}, {@code fetchedAt}) are the last two.
 */
final class ContactWriter {

    private static final Set<String> VOLATILE = Set.of("lastSeenAt", "fetchedAt");
    private static final int TYPICAL_BYTES = 1024;

    private ContactWriter() {}

    static Contact write(ObjectNode contact, boolean deletedByProvider) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(TYPICAL_BYTES);
                JsonGenerator json = Fingerprint.generator(bytes)) {
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
                    Fingerprint.of(all, meaningful),
                    deletedByProvider);
        } catch (IOException e) {
            throw new IllegalStateException("A contact cannot be written to memory.", e);
        }
    }

    private static void write(JsonGenerator json, Map.Entry<String, JsonNode> field) throws IOException {
        json.writeFieldName(field.getKey());
        Fingerprint.write(json, field.getValue());
    }
}
