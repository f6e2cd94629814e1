package io.contactroutes.sandbox.fault;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Holds a response, ready to be sent.
 *
 * @param status  HTTP status
 * @param headers content type among them
 * @param body    bytes as they are sent
 */
public record Response(int status, Map<String, String> headers, byte[] body) {

    private static final String CONTENT_TYPE = "Content-Type";

    public static Response json(int status, String body) {
        return of(status, "application/json; charset=utf-8", body);
    }

    public static Response html(int status, String body) {
        return of(status, "text/html; charset=utf-8", body);
    }

    public static Response text(int status, String body) {
        return of(status, "text/plain", body);
    }

    private static Response of(int status, String contentType, String body) {
        return new Response(status, Map.of(CONTENT_TYPE, contentType), body.getBytes(StandardCharsets.UTF_8));
    }

    public static Response page(byte[] body) {
        return new Response(200, Map.of(CONTENT_TYPE, "application/json; charset=utf-8"), body);
    }

    public Response withHeader(String name, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(name, value);
        return new Response(status, Map.copyOf(more), body);
    }

    public Response withContentType(String contentType) {
        return withHeader(CONTENT_TYPE, contentType);
    }

    public Response withBody(byte[] other) {
        return new Response(status, headers, other);
    }
}
