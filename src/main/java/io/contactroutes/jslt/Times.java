package io.contactroutes.jslt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Writes times of providers as RFC 3339 in UTC. Chatwoot counts Unix seconds, BotPenguin writes ISO 8601 with milliseconds. */
final class Times {

    private static final int LONGEST_SECONDS = 12;

    private Times() {}

    /**
     * @param value Unix seconds as a number or as digits, or an ISO 8601 time with offset. Milliseconds are not
     *              recognized: as seconds they name a year of five digits, which the schema refuses
     * @return null for null and blank; the value itself if it is no time
     */
    static JsonNode utc(JsonNode value) {
        if (value.isNumber()) {
            return value.canConvertToLong() ? ofSeconds(value) : value;
        }
        JsonNode text = ContactFunctions.text(value);
        if (!text.isTextual()) {
            return text;
        }
        return isSeconds(text.textValue()) ? ofSeconds(text) : ofIso(text);
    }

    private static JsonNode ofSeconds(JsonNode seconds) {
        try {
            return new TextNode(Instant.ofEpochSecond(seconds.asLong()).toString());
        } catch (DateTimeException e) {
            return seconds;
        }
    }

    private static JsonNode ofIso(JsonNode text) {
        try {
            return new TextNode(
                    OffsetDateTime.parse(text.textValue()).toInstant().toString());
        } catch (DateTimeException e) {
            return text;
        }
    }

    private static boolean isSeconds(String text) {
        return text.length() <= LONGEST_SECONDS && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
