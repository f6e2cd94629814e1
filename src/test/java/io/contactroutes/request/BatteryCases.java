package io.contactroutes.request;

import io.contactroutes.request.BatteryCase.Brings;
import io.contactroutes.sandbox.fault.ConnectionFaults;
import io.contactroutes.sandbox.fault.Fault;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.sandbox.fault.ShapeFaults;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.StopReason;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every fault of the battery, for one provider. */
final class BatteryCases {

    /** A page cap that a list without end reaches soon. */
    static final int MAX_PAGES = 12;

    private static final String REFUSED = "refused to sign in (";

    private final RecordedApi provider;

    private BatteryCases(RecordedApi provider) {
        this.provider = provider;
    }

    static List<BatteryCase> all() {
        return RecordedApi.all().stream().flatMap(BatteryCases::of).toList();
    }

    private static Stream<BatteryCase> of(RecordedApi provider) {
        BatteryCases cases = new BatteryCases(provider);
        return Stream.of(
                        cases.passingFaults(),
                        cases.lastingFaults(),
                        cases.refusals(),
                        cases.unreadableAnswers(),
                        cases.otherKindsOfAnswer(),
                        cases.shapes(),
                        cases.lists(),
                        cases.ownAnswers())
                .flatMap(part -> part);
    }

    private BatteryCase passing(String name, Fault fault) {
        return BatteryCase.passing(provider, name, fault);
    }

    private BatteryCase harmless(String name, Fault fault) {
        return BatteryCase.harmless(provider, name, fault);
    }

    private BatteryCase lasting(String name, Fault fault, String says) {
        return BatteryCase.lasting(provider, name, fault, says);
    }

    private BatteryCase fatal(String name, Fault fault, String says) {
        return BatteryCase.fatal(provider, name, fault, says);
    }

    /** A 401 is answered by a new access token, once. */
    private BatteryCase refused(String name, int status, Fault fault) {
        int requests = status == 403 || !provider.signsInByToken() ? 1 : 2;
        return fatal(name, fault, REFUSED + status + "); check camel.route-template[")
                .asking(requests, requests);
    }

    private Stream<BatteryCase> passingFaults() {
        return Stream.of(
                BatteryCase.of(provider, "none"),
                passing("500 once", ResponseFaults.serverError()),
                passing("502 with HTML once", ResponseFaults.badGateway()),
                passing("503 once", ResponseFaults.status(503)),
                passing("408 once", ResponseFaults.status(408)),
                passing("425 once", ResponseFaults.status(425)),
                passing("reset once", ConnectionFaults.reset()),
                passing("truncated once", ConnectionFaults.truncated()),
                passing("half of the JSON once", BatteryFaults.halfOfTheJson()),
                passing("hanging once", ConnectionFaults.hang()).waitingForTheTimeout(),
                passing("429 with seconds once", ResponseFaults.retryAfter(429, Duration.ofSeconds(1)))
                        .onHostOfItsOwn(),
                passing("503 with a date once", BatteryFaults.pausedUntil(2)).onHostOfItsOwn());
    }

    private Stream<BatteryCase> lastingFaults() {
        return Stream.of(
                lasting("500 for ever", ResponseFaults.serverError(), "the provider failed (500). "),
                lasting("hanging for ever", ConnectionFaults.hang(), "within contacts.request.timeout. ")
                        .waitingForTheTimeout(),
                lasting("dripping", ConnectionFaults.drip(Duration.ofMillis(100)), "within contacts.request.timeout. ")
                        .waitingForTheTimeout(),
                lasting("truncated for ever", ConnectionFaults.truncated(), "the answer ended in the middle. "),
                lasting("reset for ever", ConnectionFaults.reset(), "the connection broke. "),
                lasting("no gzip", BatteryFaults.noGzip(), "the answer could not be unpacked. "),
                BatteryCase.of(provider, "500 from page 2 on")
                        .playing(() -> FaultScript.fromPage(2, ResponseFaults.serverError()))
                        .asking(3, 1 + BatteryCase.MAX_TRIES)
                        .ending(
                                SweepStatus.DEFERRED,
                                StopReason.ERROR,
                                "the provider failed (500). ",
                                Brings.FIRST_PAGE),
                BatteryCase.of(provider, "429 for an hour")
                        .playing(() -> FaultScript.always(ResponseFaults.retryAfter(429, Duration.ofHours(1))))
                        .asking(1, 1)
                        .ending(
                                SweepStatus.DEFERRED,
                                StopReason.RATE_LIMITED,
                                "longer than contacts.request.retry-timeout; ",
                                Brings.NOTHING)
                        .onHostOfItsOwn());
    }

    private Stream<BatteryCase> refusals() {
        return Stream.of(
                fatal("400", ResponseFaults.status(400), "(400); check camel.route-template["),
                refused("401", 401, ResponseFaults.status(401)),
                refused("403", 403, ResponseFaults.status(403)),
                fatal("404", ResponseFaults.status(404), "(404); check camel.route-template["),
                fatal("422", ResponseFaults.status(422), "(422); check camel.route-template["),
                fatal("redirect to another host", ResponseFaults.redirectToOtherHost(), "a redirect (307)"),
                fatal("redirect to the same host", ResponseFaults.redirectToSameHost(), "a redirect (307)"),
                fatal("redirect without a place", ResponseFaults.redirect(302, ""), "a redirect (302)"));
    }

    private Stream<BatteryCase> unreadableAnswers() {
        return Stream.of(
                fatal("HTML", ResponseFaults.htmlWithOk(), "a web page instead of JSON"),
                fatal("HTML as JSON", BatteryFaults.json("<!doctype html>"), "is not JSON"),
                fatal("no JSON", BatteryFaults.json("Hello"), "is not JSON"),
                fatal("two values", BatteryFaults.json("{} {\"second\":\"value\"}"), "is not JSON"),
                fatal("broken UTF-8", BatteryFaults.brokenUtf8(), "is not JSON"),
                fatal("no body", BatteryFaults.json(""), "is empty"),
                fatal("204", BatteryFaults.answer("204 "), "is empty"),
                fatal("JSON null", BatteryFaults.json("null"), ""),
                fatal("empty object", ShapeFaults.emptyObject(), ""),
                fatal("deep", ShapeFaults.deep(2000), "nested deeper than contacts.request.max-depth"),
                fatal("many values", BatteryFaults.manyValues(), "or holds more values"),
                fatal("endless", ConnectionFaults.endless(), "larger than contacts.request.max-body"),
                fatal("gzip bomb", ConnectionFaults.gzipBomb(64), "larger than contacts.request.max-body"));
    }

    private Stream<BatteryCase> otherKindsOfAnswer() {
        return Stream.of(
                harmless("plain text type", ResponseFaults.contentType("text/plain")),
                harmless("no charset", ResponseFaults.contentType("application/json")),
                harmless("UTF-16", ResponseFaults.charset(StandardCharsets.UTF_16)),
                fatal("unknown charset", ResponseFaults.contentType("application/json; charset=x-none"), "a charset"),
                fatal("Java object", ResponseFaults.contentType("application/x-java-serialized-object"), "is empty"),
                fatal(
                        "many headers",
                        BatteryFaults.manyHeaders(),
                        "the headers of the provider's answer are too long"));
    }

    private Stream<BatteryCase> shapes() {
        return Stream.of(
                harmless("unknown fields", BatteryFaults.unknownFields()),
                fatal("no list", ShapeFaults.noList(), ""),
                fatal("retyped field", BatteryFaults.retyped(provider), "seems to have changed its API"),
                fatal("missing id", BatteryFaults.withoutIds(provider), "(has no id at /sourceId)"),
                BatteryCase.of(provider, "one contact without id")
                        .playing(() -> FaultScript.onPage(1, BatteryFaults.oneWithoutId(provider)))
                        .ending(SweepStatus.COMPLETE, null, null, Brings.SOME));
    }

    private Stream<BatteryCase> lists() {
        return Stream.of(
                harmless("first page again and again", ResponseFaults.repeatedPage(1))
                        .asking(6, 6)
                        .ending(
                                SweepStatus.INCOMPLETE,
                                StopReason.REPEATED_PAGE,
                                "may ignore the page number",
                                Brings.FIRST_PAGE),
                harmless("list without end", BatteryFaults.newContactsOnEachPage(provider))
                        .asking(MAX_PAGES, MAX_PAGES)
                        .ending(SweepStatus.FAILED, StopReason.PAGE_CAP, "no page was the last one", Brings.SOME));
    }

    /** What a provider answers in its own way, as far as {@code battery.properties} has it. */
    private Stream<BatteryCase> ownAnswers() {
        return Stream.of(
                        provider.battery("signIn")
                                .map(answer -> refused(
                                        "own refusal of a token",
                                        BatteryFaults.status(answer),
                                        BatteryFaults.answer(answer))),
                        provider.battery("retry")
                                .map(answer -> passing("own answer for try again", BatteryFaults.answer(answer))),
                        provider.battery("refusal")
                                .map(body -> fatal(
                                        "own refusal with 200", BatteryFaults.json(body), "refuses the request (")))
                .flatMap(Optional::stream);
    }
}
