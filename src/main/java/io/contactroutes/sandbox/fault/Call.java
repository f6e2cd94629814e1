package io.contactroutes.sandbox.fault;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Describes a request as it reached an account, for fault scripts and tests.
 *
 * @param number  number of the request for this account, from 1
 * @param method  HTTP method
 * @param path    path below the account's name
 * @param query   query parameters, decoded
 * @param headers request headers
 * @param body    request body
 * @param page    the page it asks for, as the provider understood it; 0: an access token
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

    public boolean is(String wantedMethod, String wantedPath) {
        return method.equals(wantedMethod) && path.equals(wantedPath);
    }

    /** Returns the same call with the page that the provider understood. */
    public Call asking(int understood) {
        return new Call(number, method, path, query, headers, body, understood);
    }
}
