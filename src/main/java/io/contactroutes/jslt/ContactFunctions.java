package io.contactroutes.jslt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.schibsted.spt.data.jslt.Function;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * Holds the functions that a mapping can call besides JSLT's own.
 *
 * <table>
 * <caption>Functions</caption>
 * <tr><td>{@code text(value)}</td><td>trimmed text; numbers and booleans as text; blank is null</td></tr>
 * <tr><td>{@code time(value)}</td><td>RFC 3339 in UTC, of Unix seconds or of an ISO 8601 time with offset</td></tr>
 * <tr><td>{@code email(value)}</td><td>trimmed, domain in lower case; null if it cannot be an address</td></tr>
 * <tr><td>{@code phone(number, region, origin)}</td><td>a number that a person or a provider entered</td></tr>
 * <tr><td>{@code prefixed-phone(prefix, number, region, origin)}</td><td>the same, with its calling code beside it</td></tr>
 * <tr><td>{@code phone-of-id(id, origin)}</td><td>the phone behind a WhatsApp or SMS id, or null</td></tr>
 * <tr><td>{@code query(value)}</td><td>for requests: percent-encoded as a value of a query; null stays null</td></tr>
 * <tr><td>{@code base64(value)}</td><td>for requests: its UTF-8 in Base64; null stays null</td></tr>
 * </table>
 *
 * <p>None of them fails. What is null or blank becomes null, so that the key is left out. What is of a kind that the
 * function does not expect (a list where a name should be, "yesterday" as a time) is <em>returned as it is</em>: the
 * schema then refuses the contact and names the field, which is better than a name that silently vanishes on the day a
 * provider changes its format.
 */
final class ContactFunctions {

    static final List<Function> ALL = List.of(
            new Named("text", 1, a -> text(a[0])),
            new Named("time", 1, a -> Times.utc(a[0])),
            new Named("email", 1, a -> email(a[0])),
            new Named("phone", 3, a -> Phones.entered(a[0], NullNode.instance, a[1], a[2])),
            new Named("prefixed-phone", 4, a -> Phones.entered(a[1], a[0], a[2], a[3])),
            new Named("phone-of-id", 2, a -> Phones.ofId(a[0], a[1])),
            new Named("query", 1, a -> encoded(a[0], Encodings::percentEncoded)),
            new Named("base64", 1, a -> encoded(a[0], Encodings::base64)));

    private ContactFunctions() {}

    static JsonNode text(JsonNode value) {
        if (value.isContainerNode() || value.isNull()) {
            return value;
        }
        String text = value.asText();
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return NullNode.instance;
        }
        return value.isTextual() && stripped.length() == text.length() ? value : new TextNode(stripped);
    }

    /** Returns null for text that cannot be an address, such as "none": a person typed it, and the contact is kept. */
    private static JsonNode email(JsonNode value) {
        JsonNode text = text(value);
        if (!text.isTextual()) {
            return text;
        }
        String address = text.textValue();
        int at = address.lastIndexOf('@');
        if (at < 1 || at == address.length() - 1 || address.chars().anyMatch(Character::isWhitespace)) {
            return NullNode.instance;
        }
        return new TextNode(address.substring(0, at) + address.substring(at).toLowerCase(Locale.ROOT));
    }

    private static JsonNode encoded(JsonNode value, UnaryOperator<String> encoding) {
        return value.isValueNode() && !value.isNull() ? new TextNode(encoding.apply(value.asText())) : value;
    }

    private interface Body {
        JsonNode call(JsonNode[] arguments);
    }

    private record Named(String getName, int arguments, Body body) implements Function {

        @Override
        public int getMinArguments() {
            return arguments;
        }

        @Override
        public int getMaxArguments() {
            return arguments;
        }

        @Override
        public JsonNode call(JsonNode input, JsonNode[] values) {
            return body.call(values);
        }
    }
}
