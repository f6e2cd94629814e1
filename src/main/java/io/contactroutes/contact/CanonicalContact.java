package io.contactroutes.contact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Puts what a mapping yields into canonical form: fields in the contract's order, unknown ones absent, lists always
 * present and without duplicates.
 *
 * <p>Lists that are sets (labels, groups, identities, phones) are sorted, since providers list them in the order
 * that their database gives: Chatwoot's {@code contact_inboxes} have no ORDER BY. Otherwise a contact would seem changed.
 */
final class CanonicalContact {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Comparator<JsonNode> BY_TEXT = Comparator.comparing(JsonNode::asText);
    /** A number that someone entered comes before one that was derived from an id. */
    private static final Comparator<JsonNode> PHONE_ORDER = Comparator.comparing(
                    (JsonNode phone) -> !"phone".equals(phone.path("origin").asText()))
            .thenComparing(phone -> phone.path("origin").asText())
            .thenComparing(phone -> phone.path("number").asText());

    private static final Comparator<JsonNode> IDENTITY_ORDER = Comparator.comparing(
                    (JsonNode identity) -> identity.path("service").asText())
            .thenComparing(identity -> identity.path("id").asText())
            .thenComparing(identity -> identity.path("inbox").asText());

    private static final List<String> BEFORE_LISTS = List.of("externalId", "name");
    private static final List<String> AFTER_LISTS = List.of(
            "assignee",
            "status",
            "blocked",
            "avatar",
            "organization",
            "location",
            "attributes",
            "createdAt",
            "updatedAt");
    private static final Set<String> PLACED = Set.of(
            "sourceId",
            "externalId",
            "name",
            "emails",
            "phones",
            "identities",
            "labels",
            "groups",
            "assignee",
            "status",
            "blocked",
            "avatar",
            "organization",
            "location",
            "attributes",
            "createdAt",
            "updatedAt",
            "lastSeenAt",
            "deleted");

    private final ObjectNode mapped;
    private final ObjectNode contact;

    private CanonicalContact(ObjectNode mapped, ObjectNode envelope) {
        this.mapped = mapped;
        this.contact = envelope;
    }

    /**
     * Fills an envelope with what a mapping yields. Fields that the contract does not define are kept, so that the schema
     * refuses them.
     *
     * @param envelope schema, uid, provider, account and sourceId in this order; is changed
     */
    static ObjectNode of(ObjectNode mapped, ObjectNode envelope) {
        return new CanonicalContact(mapped, envelope).fill();
    }

    private ObjectNode fill() {
        BEFORE_LISTS.forEach(this::copy);
        list("emails", null, JsonNode::toString);
        list("phones", PHONE_ORDER, phone -> phone.path("e164")
                .asText(phone.path("number").asText()));
        list("identities", IDENTITY_ORDER, JsonNode::toString);
        if (mapped.hasNonNull("labels")) {
            list("labels", BY_TEXT, JsonNode::toString);
        } else {
            contact.set("labels", NullNode.instance);
        }
        list("groups", BY_TEXT, JsonNode::toString);
        AFTER_LISTS.forEach(this::copy);
        for (Map.Entry<String, JsonNode> field : mapped.properties()) {
            if (!PLACED.contains(field.getKey())) {
                contact.set(field.getKey(), field.getValue());
            }
        }
        return contact;
    }

    private void copy(String field) {
        JsonNode value = mapped.path(field);
        JsonNode known = field.equals("attributes") ? Attributes.of(value) : KnownValue.of(value);
        if (known != null) {
            contact.set(field, known);
        }
    }

    /** @param order null to keep the mapping's */
    private void list(String field, Comparator<JsonNode> order, Function<JsonNode, String> identity) {
        JsonNode known = KnownValue.of(mapped.path(field));
        if (known == null) {
            contact.set(field, NODES.arrayNode(0));
        } else if (known.size() < 2 || !known.isArray()) {
            contact.set(field, known);
        } else {
            contact.set(field, distinct((ArrayNode) known, order, identity));
        }
    }

    private static ArrayNode distinct(ArrayNode list, Comparator<JsonNode> order, Function<JsonNode, String> identity) {
        List<JsonNode> items = new ArrayList<>(list.size());
        list.forEach(items::add);
        if (order != null) {
            items.sort(order);
        }
        Set<String> seen = new HashSet<>();
        items.removeIf(item -> !seen.add(identity.apply(item)));
        return NODES.arrayNode(items.size()).addAll(items);
    }
}
