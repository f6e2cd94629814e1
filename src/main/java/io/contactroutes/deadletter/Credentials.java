package io.contactroutes.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Replaces credentials in what a provider sent by {@value #REDACTED}. Some servers list secrets of the account with each contact:
 * old releases of Chatwoot send {@code imap_password}, {@code hmac_token} and {@code provider_config} with every inbox.
 *
 * <p>They are found by their keys, at any depth, whatever the case and whatever separates the words. A value that cannot be a
 * credential (null, true, false, empty) stays.
 */
public final class Credentials {

    private static final String REDACTED = "redacted";
    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern KEYS =
            Pattern.compile(".*(password|passwd|passphrase|secret|token|credential|authorization"
                    + "|apikey|accesskey|privatekey|encryptionkey|signingkey|providerconfig|cookie).*"
                    + "|auth|bearer|jwt|pwd|session|sessionid");

    private Credentials() {}

    /** Returns the value itself when it holds no credential, else a copy without them. */
    static JsonNode redacted(JsonNode value) {
        if (!areIn(value)) {
            return value;
        }
        JsonNode copy = value.deepCopy();
        redact(copy);
        return copy;
    }

    /** Returns whether JSON in UTF-8 may have been made of a value that was replaced. */
    public static boolean areRedactedIn(byte[] json) {
        return new String(json, StandardCharsets.UTF_8).contains(REDACTED);
    }

    private static boolean areIn(JsonNode value) {
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            if (isCredential(field) || areIn(field.getValue())) {
                return true;
            }
        }
        if (value.isArray()) {
            for (JsonNode item : value) {
                if (areIn(item)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void redact(JsonNode value) {
        if (value instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                if (isCredential(field)) {
                    field.setValue(TextNode.valueOf(REDACTED));
                } else {
                    redact(field.getValue());
                }
            }
        } else if (value instanceof ArrayNode list) {
            list.forEach(Credentials::redact);
        }
    }

    private static boolean isCredential(Map.Entry<String, JsonNode> field) {
        JsonNode value = field.getValue();
        boolean isEmpty = value.isTextual() ? value.textValue().isEmpty() : value.isContainerNode() && value.isEmpty();
        return !value.isNull() && !value.isBoolean() && !isEmpty && isCredential(field.getKey());
    }

    private static boolean isCredential(String key) {
        String words = SEPARATORS.matcher(key).replaceAll("").toLowerCase(Locale.ROOT);
        return KEYS.matcher(words).matches();
    }
}
