package io.contactroutes.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * An answer, ready to be sent.
 *
 * @param status  HTTP status
 * @param headers content type among them
 * @param body    bytes as they go out
 */
public record Answer(int status, Map<String, String> headers, byte[] body) {

    private static final String CONTENT_TYPE = "Content-Type";

    public static Answer json(int status, String body) {
        return of(status, "application/json; charset=utf-8", body);
    }

    public static Answer html(int status, String body) {
        return of(status, "text/html; charset=utf-8", body);
    }

    public static Answer text(int status, String body) {
        return of(status, "text/plain", body);
    }

    static Answer of(int status, String contentType, String body) {
        return new Answer(status, Map.of(CONTENT_TYPE, contentType), body.getBytes(StandardCharsets.UTF_8));
    }

    static Answer page(byte[] body) {
        return new Answer(200, Map.of(CONTENT_TYPE, "application/json; charset=utf-8"), body);
    }

    public Answer withHeader(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Answer(status, Map.copyOf(more), body);
    }

    public Answer withContentType(String contentType) {
        return withHeader(CONTENT_TYPE, contentType);
    }

    public Answer withBody(byte[] other) {
        return new Answer(status, headers, other);
    }
}
