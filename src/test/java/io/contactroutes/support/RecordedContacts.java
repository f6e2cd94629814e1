package io.contactroutes.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contactroutes.contact.Contact;
import io.contactroutes.contact.ContactMapper;
import io.contactroutes.contact.ContactSchema;
import io.contactroutes.contact.Mapping;
import io.contactroutes.contact.RejectedContactException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What becomes of the contacts of a recording. */
public final class RecordedContacts {

    /** When the pages of a recording were fetched. */
    public static final Instant FETCHED_AT = Instant.parse("2026-01-02T03:04:05Z");

    private final Recording recording;

    RecordedContacts(Recording recording) {
        this.recording = recording;
    }

    /** Every contact that can be mapped, byte for byte, a line each. */
    public List<String> expected() {
        return recording.lines("expected.ndjson");
    }

    /** The contacts that are published, in their order: those that the provider lists as deleted are not. */
    public List<JsonNode> published() {
        Set<String> deleted = deleted();
        return expected().stream()
                .map(Recording::json)
                .filter(contact -> !deleted.contains(contact.path("sourceId").asText()))
                .toList();
    }

    private Set<String> deleted() {
        Set<String> deleted = new HashSet<>();
        ContactMapper mapper = mapper();
        for (RecordedPage page : recording.pages().all()) {
            for (JsonNode source : page.contacts()) {
                try {
                    Contact contact = mapper.map(source, FETCHED_AT);
                    if (contact.deletedByProvider()) {
                        deleted.add(contact.sourceId());
                    }
                } catch (RejectedContactException e) {
                    // It becomes a dead letter.
                }
            }
        }
        return deleted;
    }

    /** Place and reason of the contacts that become dead letters, a line each. */
    public List<String> deadLetters() {
        return recording.lines("dead-letters.ndjson");
    }

    public ContactMapper mapper() {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        recording.visibleParameters().forEach(parameters::put);
        return new ContactMapper(
                Mapping.compile(Path.of("routes/providers", recording.provider() + ".jslt")),
                new ContactSchema(Path.of("schema/contact.schema.json")),
                recording.provider(),
                recording.name(),
                parameters,
                new byte[0]);
    }

    /** The sample contact that tests vary: the first of the provider's first page. */
    public ObjectNode first() {
        return recording.samples().get(1).contacts().get(0).deepCopy();
    }

    /** A contact as published, with the time of its page replaced by that of the expected contacts. */
    public static JsonNode timeless(String line) {
        return ((ObjectNode) Recording.json(line)).put("fetchedAt", FETCHED_AT.toString());
    }

    /** What {@code dead-letters.ndjson} has of a dead letter. */
    public static JsonNode place(String line) {
        return ((ObjectNode) Recording.json(line)).retain("index", "page", "pointer", "reason");
    }
}
