package io.contactroutes.contact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes the customer's own fields: scalars, sorted by key so that their order does not count as a change.
 *
 * <p>A nested value (Chatwoot's API lets clients store anything) becomes its JSON text, with sorted keys: nothing is
 * lost, and a subscriber's table keeps one column for it.
 */
final class Attributes {

    private static final ObjectWriter SORTED = JsonMapper.builder()
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .build()
            .writer();

    private Attributes() {}

    /** @return null if none is known; a value that is no object is returned as it is, so that the schema refuses it */
    static JsonNode of(JsonNode attributes) {
        if (!attributes.isObject()) {
            return attributes.isEmpty() && !attributes.isValueNode() || attributes.isNull() ? null : attributes;
        }
        Map<String, JsonNode> sorted = new TreeMap<>();
        for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
            JsonNode known = KnownValue.of(attribute.getValue());
            if (known != null) {
                sorted.put(attribute.getKey(), known.isContainerNode() ? nested(known) : known);
            }
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.setAll(sorted);
        return object.isEmpty() ? null : object;
    }

    private static JsonNode nested(JsonNode value) {
        try {
            return new TextNode(SORTED.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON tree cannot be written as JSON.", e);
        }
    }
}
