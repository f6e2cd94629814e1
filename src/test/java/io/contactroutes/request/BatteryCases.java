package io.contactroutes.request;

import static io.contactroutes.request.BatteryCase.fatal;
import static io.contactroutes.request.BatteryCase.lasting;
import static io.contactroutes.request.BatteryCase.passing;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contactroutes.request.BatteryCase.Brings;
import io.contactroutes.sandbox.ConnectionFaults;
import io.contactroutes.sandbox.Fault;
import io.contactroutes.sandbox.FaultScript;
import io.contactroutes.sandbox.Response;
import io.contactroutes.sandbox.ResponseFaults;
import io.contactroutes.sandbox.ShapeFaults;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.StopReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Every fault of the battery. */
final class BatteryCases {

    /** A page cap that a walk without end reaches soon. */
    static final int MAX_PAGES = 12;

    private static final ObjectMapper JSON = new ObjectMapper();

    private BatteryCases() {}

    static List<BatteryCase> of(FixtureProvider provider) {
        List<BatteryCase> cases = new ArrayList<>();
        cases.addAll(passingFaults());
        cases.addAll(lastingFaults());
        cases.addAll(refusals());
        cases.addAll(unreadableAnswers());
        cases.addAll(shapes());
        cases.addAll(walks());
        cases.addAll(ownWords(provider));
        return cases;
    }

    private static List<BatteryCase> passingFaults() {
        return List.of(
                passing("none", provider -> FaultScript.none(), 0, 0),
                passing("500 once", ResponseFaults.serverError()),
                passing("502 with HTML once", ResponseFaults.badGateway()),
                passing("503 once", ResponseFaults.status(503)),
                passing("408 once", ResponseFaults.status(408)),
                passing("425 once", ResponseFaults.status(425)),
                passing("reset once", ConnectionFaults.reset()),
                passing("truncated once", ConnectionFaults.truncated()),
                passing("half of the JSON once", halfOfTheJson()),
                passing("hanging once", ConnectionFaults.hang()),
                passing("429 with seconds once", ResponseFaults.retryAfter(429, Duration.ofSeconds(1)))
                        .onHostOfItsOwn(),
                passing(
                                "503 with a date once",
                                ResponseFaults.retryAfter(503, Instant.now().plusSeconds(2)))
                        .onHostOfItsOwn(),
                passing(
                        "plain text type",
                        provider -> FaultScript.always(ResponseFaults.contentType("text/plain")),
                        0,
                        0),
                passing(
                        "no charset",
                        provider -> FaultScript.always(ResponseFaults.contentType("application/json")),
                        0,
                        0),
                passing(
                        "UTF-16",
                        provider -> FaultScript.always(ResponseFaults.charset(StandardCharsets.UTF_16)),
                        0,
                        0),
                passing("unknown fields", provider -> FaultScript.always(unknownFields()), 0, 0));
    }

    private static List<BatteryCase> lastingFaults() {
        return List.of(
                lasting("500 for ever", ResponseFaults.serverError(), "the provider is in trouble (500). "),
                lasting("hanging for ever", ConnectionFaults.hang(), "within contacts.request.timeout. "),
                lasting("dripping", ConnectionFaults.drip(Duration.ofMillis(100)), "within contacts.request.timeout. "),
                lasting("truncated for ever", ConnectionFaults.truncated(), "the answer ended in the middle. "),
                lasting("reset for ever", ConnectionFaults.reset(), "the connection broke. "),
                lasting("no gzip", noGzip(), "the answer could not be unpacked. "),
                new BatteryCase(
                        "500 from page 2 on",
                        provider -> FaultScript.fromPage(2, ResponseFaults.serverError()),
                        SweepStatus.DEFERRED,
                        StopReason.ERROR,
                        3,
                        1 + Request.MAX_TRIES,
                        "the provider is in trouble (500). ",
                        Brings.FIRST_PAGE,
                        false),
                new BatteryCase(
                                "429 for an hour",
                                provider -> FaultScript.always(ResponseFaults.retryAfter(429, Duration.ofHours(1))),
                                SweepStatus.DEFERRED,
                                StopReason.RATE_LIMITED,
                                1,
                                1,
                                "longer than contacts.request.patience; ",
                                Brings.NOTHING,
                                false)
                        .onHostOfItsOwn());
    }

    private static List<BatteryCase> refusals() {
        return List.of(
                fatal("400", ResponseFaults.status(400), "(400); check camel.route-template["),
                fatal("401", ResponseFaults.status(401), "refused to sign in (401); check camel.route-template["),
                fatal("403", ResponseFaults.status(403), "refused to sign in (403); check camel.route-template["),
                fatal("404", ResponseFaults.status(404), "(404); check camel.route-template["),
                fatal("422", ResponseFaults.status(422), "(422); check camel.route-template["),
                fatal("redirect to another host", ResponseFaults.redirectToOtherHost(), "a redirect (307)"),
                fatal("redirect to the same host", ResponseFaults.redirectToSameHost(), "a redirect (307)"),
                fatal("redirect without a place", ResponseFaults.redirect(302, ""), "a redirect (302)"));
    }

    private static List<BatteryCase> unreadableAnswers() {
        return List.of(
                fatal("HTML", ResponseFaults.htmlWithOk(), "a web page instead of JSON"),
                fatal("HTML as JSON", json("<!doctype html>"), "is not JSON"),
                fatal("no JSON", json("Hello"), "is not JSON"),
                fatal("two values", json("{} {\"second\":\"value\"}"), "is not JSON"),
                fatal(
                        "broken UTF-8",
                        new Fault(
                                "",
                                (honest, wire) ->
                                        wire.send(Response.json(200, "").withBody(new byte[] {
                                            '[', '"', (byte) 0xc3, '(', '"', ',', '1', ',', '2', ',', '3', ']'
                                        }))),
                        "is not JSON"),
                fatal("no body", json(""), "is empty"),
                fatal("204", ResponseFaults.answer("", Response.text(204, "")), "is empty"),
                fatal("JSON null", json("null"), ""),
                fatal("empty object", ShapeFaults.emptyObject(), ""),
                fatal("deep", ShapeFaults.deep(2000), "nested deeper than contacts.request.max-depth"),
                fatal("many values", json("[" + "0,".repeat(400_000) + "0]"), "or holds more values"),
                fatal("endless", ConnectionFaults.endless(), "larger than contacts.request.max-body"),
                fatal("gzip bomb", ConnectionFaults.gzipBomb(64), "larger than contacts.request.max-body"),
                fatal("unknown charset", ResponseFaults.contentType("application/json; charset=x-none"), "a charset"),
                fatal("Java object", ResponseFaults.contentType("application/x-java-serialized-object"), "is empty"),
                fatal("many headers", manyHeaders(), "the headers of the provider's answer are too long"));
    }

    private static List<BatteryCase> shapes() {
        return List.of(
                fatal("no list", ShapeFaults.noList(), ""),
                fatal(
                        "retyped field",
                        provider -> sixContacts(provider, contact -> contact.putObject(
                                        provider.word("retyped").orElseThrow())
                                .put("new", "shape")),
                        "seems to have changed its API"),
                fatal(
                        "missing id",
                        provider -> sixContacts(
                                provider,
                                contact -> contact.remove(provider.word("id").orElseThrow())),
                        "(has no id at /sourceId)"),
                new BatteryCase(
                        "one contact without id",
                        provider -> FaultScript.onPage(1, oneWithoutId(provider)),
                        SweepStatus.COMPLETE,
                        null,
                        0,
                        0,
                        null,
                        null,
                        false));
    }

    private static List<BatteryCase> walks() {
        return List.of(
                new BatteryCase(
                        "first page again and again",
                        provider -> FaultScript.always(ResponseFaults.repeatedPage(1)),
                        SweepStatus.INCOMPLETE,
                        StopReason.REPEATED_PAGE,
                        2,
                        2,
                        "may ignore page numbers",
                        Brings.FIRST_PAGE,
                        false),
                new BatteryCase(
                        "list without end",
                        provider -> FaultScript.always(newContactsOnEachPage(provider)),
                        SweepStatus.FAILED,
                        StopReason.PAGE_CAP,
                        MAX_PAGES,
                        MAX_PAGES,
                        "no page was the last one",
                        null,
                        false));
    }

    /** What a provider says in its own way, as far as it does. */
    private static List<BatteryCase> ownWords(FixtureProvider provider) {
        List<BatteryCase> cases = new ArrayList<>();
        provider.word("signIn")
                .ifPresent(answer -> cases.add(fatal(
                        "own refusal of a token", own(answer), "refused to sign in (" + status(answer) + "); check ")));
        provider.word("retry").ifPresent(answer -> cases.add(passing("own word for try again", own(answer))));
        provider.word("refusal")
                .ifPresent(body -> cases.add(fatal("own refusal with 200", json(body), "refuses the request (")));
        return cases;
    }

    private static Fault own(String answer) {
        return ResponseFaults.answer("", Response.json(status(answer), answer.substring(answer.indexOf(' ') + 1)));
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring(0, answer.indexOf(' ')));
    }

    private static Fault json(String body) {
        return ResponseFaults.answer("", Response.json(200, body));
    }

    private static Fault noGzip() {
        return new Fault("", (honest, wire) -> wire.send(honest.answer().withHeader("Content-Encoding", "gzip")));
    }

    private static Fault halfOfTheJson() {
        return new Fault("", (honest, wire) -> {
            byte[] body = honest.answer().body();
            wire.send(honest.answer().withBody(java.util.Arrays.copyOf(body, body.length / 2)));
        });
    }

    private static Fault manyHeaders() {
        return new Fault("", (honest, wire) -> {
            Response answer = honest.answer();
            for (int i = 0; i < 1000; i++) {
                answer = answer.withHeader("X-" + i, "x".repeat(1000));
            }
            wire.send(answer);
        });
    }

    private static Fault unknownFields() {
        return ShapeFaults.edited("", (page, list) -> {
            page.put("x-new", 1);
            page.at(list).forEach(contact -> {
                if (contact.isObject()) {
                    ((ObjectNode) contact).putObject("x_new").put("x", 1);
                }
            });
        });
    }

    private static Fault oneWithoutId(FixtureProvider provider) {
        return ShapeFaults.edited("", (page, list) -> firstContact(page, list)
                .remove(provider.word("id").orElseThrow()));
    }

    /** A page of six contacts that a provider changed alike. */
    private static Fault sixContacts(FixtureProvider provider, Consumer<ObjectNode> change) {
        return ShapeFaults.edited("", (page, list) -> {
            ObjectNode contact = firstContact(page, list).deepCopy();
            ArrayNode contacts =
                    ((ObjectNode) page.at(list.head())).putArray(list.last().getMatchingProperty());
            for (int i = 0; i < 6; i++) {
                ObjectNode copy = contact.deepCopy();
                copy.put(provider.word("id").orElseThrow(), "1000" + i);
                change.accept(copy);
                contacts.add(copy);
            }
        });
    }

    private static ObjectNode firstContact(ObjectNode page, JsonPointer list) {
        for (JsonNode contact : page.at(list)) {
            if (contact.isObject()) {
                return (ObjectNode) contact;
            }
        }
        throw new IllegalArgumentException("The first page of a fixture has a contact");
    }

    /** Page 1 again and again, its contacts under new ids each time. */
    private static Fault newContactsOnEachPage(FixtureProvider provider) {
        String id = provider.word("id").orElseThrow();
        return new Fault("", (honest, wire) -> {
            try {
                Response first = honest.page(1);
                ObjectNode page = (ObjectNode) JSON.readTree(first.body());
                int number = honest.call().page();
                JsonNode list = page.at(JsonPointer.compile(honest.list()));
                list.forEach(contact -> {
                    if (contact.path(id).isValueNode()) {
                        ((ObjectNode) contact).put(id, contact.path(id).asText() + "0" + number);
                    }
                });
                wire.send(first.withBody(JSON.writeValueAsBytes(page)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
