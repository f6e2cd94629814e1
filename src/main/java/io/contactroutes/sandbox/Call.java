package io.contactroutes.sandbox;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A request as it reached an account: what a fault script decides by, and what a test looks into.
 *
 * @param number  which request of this account it is, from 1
 * @param method  HTTP method
 * @param path    path below the account's name
 * @param query   query parameters, decoded
 * @param headers request headers
 * @param body    request body
 * @param page    the page it asks for, as the provider understood it
 */
public record Call(int number, String method, String path, MultiMap query, MultiMap headers, byte[] body, int page) {

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name));
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    boolean is(String wantedMethod, String wantedPath) {
        return method.equals(wantedMethod) && path.equals(wantedPath);
    }

    Call asking(int understood) {
        return new Call(number, method, path, query, headers, body, understood);
    }
}
