package io.contactroutes.contact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contactroutes.contact.ContactSchema.Violation;
import io.contactroutes.jslt.MappingException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/**
 * Turns the contacts of one account into canonical ones: maps, puts into canonical form, validates, writes, hashes.
 * Safe for use by several threads at once.
 */
public final class ContactMapper {

    /** Kafka's producer refuses a record over 1,048,576 bytes by default; a contact that can never be sent must not stop its page. */
    static final int MAX_BYTES = 1_000_000;

    private static final String SCHEMA = "contact/v1";

    private final Mapping mapping;
    private final ContactSchema schema;
    private final String provider;
    private final String account;
    private final Map<String, JsonNode> variables;
    private final byte[] origin;

    /**
     * @param provider   the provider's name, as in the contact
     * @param account    the account's name
     * @param parameters the account's settings without its secrets; the mapping reads them as {@code $account.<name>}
     * @param version    fingerprint of everything else that decides what a source becomes: mapping files, routes, schema, code
     */
    public ContactMapper(
            Mapping mapping,
            ContactSchema schema,
            String provider,
            String account,
            ObjectNode parameters,
            byte[] version) {
        this.mapping = mapping;
        this.schema = schema;
        this.provider = provider;
        this.account = account;
        this.variables = Map.of("account", parameters.deepCopy());
        this.origin = Fingerprint.of(
                version,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("provider", provider)
                        .put("account", account)
                        .set("parameters", parameters));
    }

    /**
     * Maps and validates a contact. One that the provider lists as deleted needs no more than its id, as nothing else of it is
     * published.
     *
     * @param source    the contact as the provider sent it; is not changed
     * @param fetchedAt when its page arrived; published to the millisecond
     * @throws RejectedContactException if it cannot be mapped or is not valid
     */
    public Contact map(JsonNode source, Instant fetchedAt) throws RejectedContactException {
        ObjectNode mapped = mapped(source);
        String id = mapped.path("sourceId").asText();
        boolean hasId = mapped.path("sourceId").isTextual() && !id.isBlank();
        ObjectNode contact = CanonicalContact.of(mapped, envelope(id));
        lastSeen(mapped, contact);
        contact.put("fetchedAt", fetchedAt.truncatedTo(ChronoUnit.MILLIS).toString());
        boolean deleted = hasId && mapped.path("deleted") == BooleanNode.TRUE;
        Contact written = ContactWriter.write(contact, fingerprint(source), deleted);
        if (!hasId) {
            throw RejectedContactException.invalid("has no id", "/sourceId", null, written);
        }
        return deleted ? written : valid(contact, written);
    }

    /** Returns the provider's id of a contact that is not mapped yet; null if it has none. */
    public String sourceId(JsonNode source) {
        String id = source.isObject() ? mapping.sourceId(source, variables) : null;
        return id == null || id.isBlank() ? null : id;
    }

    /** Returns 16 bytes that stay the same as long as the provider sends the same and the same would be made of it. */
    public byte[] fingerprint(JsonNode source) {
        return Fingerprint.of(origin, source);
    }

    private ObjectNode mapped(JsonNode source) throws RejectedContactException {
        if (source == null || !source.isObject()) {
            throw RejectedContactException.unmapped("is not an object", null);
        }
        try {
            if (mapping.apply(source, variables) instanceof ObjectNode mapped) {
                return mapped;
            }
        } catch (MappingException e) {
            throw RejectedContactException.unmapped(
                    "cannot be mapped (" + e.getMessage() + ")", mapping.sourceId(source, variables));
        }
        throw RejectedContactException.unmapped(
                "is mapped to something that is no object", mapping.sourceId(source, variables));
    }

    private ObjectNode envelope(String sourceId) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("schema", SCHEMA)
                .put("uid", Contact.uid(account, sourceId))
                .put("provider", provider)
                .put("account", account)
                .put("sourceId", sourceId);
    }

    private static void lastSeen(ObjectNode mapped, ObjectNode contact) {
        JsonNode lastSeenAt = KnownValue.of(mapped.path("lastSeenAt"));
        if (lastSeenAt != null) {
            contact.set("lastSeenAt", lastSeenAt);
        }
    }

    private Contact valid(ObjectNode contact, Contact written) throws RejectedContactException {
        Optional<Violation> violation = schema.violation(contact);
        if (violation.isPresent()) {
            throw RejectedContactException.invalid(
                    violation.get().reason(), violation.get().pointer(), written.sourceId(), written);
        }
        if (written.json().length > MAX_BYTES) {
            throw RejectedContactException.invalid(
                    "is larger than " + MAX_BYTES + " bytes", "", written.sourceId(), written);
        }
        return written;
    }
}
