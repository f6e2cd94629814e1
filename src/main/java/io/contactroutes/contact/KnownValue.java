package io.contactroutes.contact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;

/**
 * Reduces a JSON value to what is known of it: without nulls, blank texts and empty objects, at any depth.
 *
 * <p>Texts become well-formed. A provider that cuts a name after so many UTF-16 units may cut an emoji in half; UTF-8
 * cannot hold the half, which would cost the whole contact.
 */
final class KnownValue {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final char REPLACEMENT = '\uFFFD';

    private KnownValue() {}

    /** @return the value itself or a copy; null if nothing is left */
    static JsonNode of(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> text(value);
            case OBJECT -> fields(value);
            case ARRAY -> items(value);
            case NULL, MISSING -> null;
            default -> value;
        };
    }

    private static ObjectNode fields(JsonNode object) {
        ObjectNode copy = NODES.objectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            JsonNode known = of(field.getValue());
            if (known != null) {
                copy.set(field.getKey(), known);
            }
        }
        return copy.isEmpty() ? null : copy;
    }

    private static ArrayNode items(JsonNode array) {
        ArrayNode copy = NODES.arrayNode(array.size());
        for (JsonNode item : array) {
            JsonNode known = of(item);
            if (known != null) {
                copy.add(known);
            }
        }
        return copy;
    }

    /** Replaces halves of characters by U+FFFD; returns null if the text is blank. */
    private static JsonNode text(JsonNode value) {
        String text = value.textValue();
        if (text.isBlank()) {
            return null;
        }
        return isWellFormed(text) ? value : new TextNode(repaired(text));
    }

    private static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                int codePoint = text.codePointAt(i);
                if (!Character.isSupplementaryCodePoint(codePoint)) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static String repaired(String text) {
        StringBuilder repaired = new StringBuilder(text.length());
        text.codePoints()
                .map(codePoint -> isHalf(codePoint) ? REPLACEMENT : codePoint)
                .forEach(repaired::appendCodePoint);
        return repaired.toString();
    }

    private static boolean isHalf(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
