package io.contactroutes.sandbox.fault;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Makes faults that are another response than the honest one: another status, another page, another kind of body. */
public final class ResponseFaults {

    private ResponseFaults() {}

    /** Sends any response. */
    public static Fault answer(String name, Response answer) {
        return new Fault(name, (honest, wire) -> wire.send(answer));
    }

    /** Sends a status with a short JSON body. */
    public static Fault status(int status) {
        return answer("status " + status, Response.json(status, "{\"error\":\"status " + status + "\"}"));
    }

    /** Sends Chatwoot's rate limit: plain text, no Retry-After (rack-attack's default responder). */
    public static Fault retryLater() {
        return answer("429 Retry later", Response.text(429, "Retry later\n"));
    }

    /** Sends 429 or 503 with Retry-After in seconds. */
    public static Fault retryAfter(int status, Duration wait) {
        return retryAfter(status, String.valueOf(wait.toSeconds()));
    }

    /** Sends 429 or 503 with Retry-After as a date. */
    public static Fault retryAfter(int status, Instant until) {
        return retryAfter(status, DateTimeFormatter.RFC_1123_DATE_TIME.format(until.atOffset(ZoneOffset.UTC)));
    }

    private static Fault retryAfter(int status, String value) {
        return answer(
                status + " Retry-After " + value,
                Response.text(status, "Wait\n").withHeader("Retry-After", value));
    }

    /** Sends Chatwoot's response to an internal error. */
    public static Fault serverError() {
        return answer("500", Response.json(500, "{\"status\":500,\"error\":\"Internal Server Error\"}"));
    }

    /** Sends the response of a proxy that cannot reach the provider. */
    public static Fault badGateway() {
        return answer("502 HTML", Response.html(502, "<html><h1>502 Bad Gateway</h1><hr>nginx</html>\n"));
    }

    /** Sends Chatwoot's database time-out, a 422 that is worth a retry. */
    public static Fault tookTooLong() {
        return answer(
                "422 took too long",
                Response.json(422, "{\"error\":\"The request took too long to complete. Please try again.\"}"));
    }

    /** Sends a proxy's or a sign-in page with status 200. */
    public static Fault htmlWithOk() {
        return answer("200 HTML", Response.html(200, "<!doctype html><title>Sign in</title><form></form>\n"));
    }

    /** Sends the honest body with another content type. */
    public static Fault contentType(String type) {
        return new Fault(
                "content type " + type,
                (honest, wire) -> wire.send(honest.answer().withContentType(type)));
    }

    /** Sends the honest body in another charset, named in the content type. */
    public static Fault charset(Charset charset) {
        return new Fault("charset " + charset, (honest, wire) -> {
            Response answer = honest.answer();
            String text = new String(answer.body(), StandardCharsets.UTF_8);
            wire.send(answer.withBody(text.getBytes(charset)).withContentType("application/json; charset=" + charset));
        });
    }

    /** Ignores the page parameter: sends always the same page. */
    public static Fault repeatedPage(int page) {
        return new Fault("page " + page + " again", (honest, wire) -> wire.send(honest.page(page)));
    }

    public static Fault redirect(int status, String location) {
        return answer(status + " to " + location, Response.text(status, "").withHeader("Location", location));
    }

    /** Redirects to the same path under another name of this host, so that a script sees whether a secret follows. */
    public static Fault redirectToOtherHost() {
        return new Fault(
                "307 to another host",
                (honest, wire) ->
                        wire.send(Response.text(307, "").withHeader("Location", wire.sameUnder("localhost"))));
    }

    /** Redirects to the same address; with a script that faults once, a client that follows gets the honest response. */
    public static Fault redirectToSameHost() {
        return new Fault(
                "307 to the same host",
                (honest, wire) ->
                        wire.send(Response.text(307, "").withHeader("Location", wire.sameUnder("127.0.0.1"))));
    }
}
