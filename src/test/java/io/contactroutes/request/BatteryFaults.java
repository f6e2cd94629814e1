package io.contactroutes.request;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contactroutes.sandbox.fault.Fault;
import io.contactroutes.sandbox.fault.Response;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.sandbox.fault.ShapeFaults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;

/** The faults that only the battery has. */
final class BatteryFaults {

    private static final ObjectMapper JSON = new ObjectMapper();

    private BatteryFaults() {}

    /** An answer as {@code battery.properties} writes it: status and body. */
    static Fault answer(String statusAndBody) {
        String body = statusAndBody.substring(statusAndBody.indexOf(' ') + 1);
        return ResponseFaults.answer("", Response.json(status(statusAndBody), body));
    }

    static int status(String statusAndBody) {
        return Integer.parseInt(statusAndBody.substring(0, statusAndBody.indexOf(' ')));
    }

    static Fault json(String body) {
        return ResponseFaults.answer("", Response.json(200, body));
    }

    static Fault brokenUtf8() {
        byte[] body = {'[', '"', (byte) 0xc3, '(', '"', ',', '1', ',', '2', ',', '3', ']'};
        return ResponseFaults.answer("", Response.json(200, "").withBody(body));
    }

    static Fault manyValues() {
        return json("[" + "0,".repeat(400_000) + "0]");
    }

    static Fault pausedUntil(int secondsFromNow) {
        return ResponseFaults.retryAfter(503, Instant.now().plusSeconds(secondsFromNow));
    }

    static Fault noGzip() {
        return new Fault("", (honest, wire) -> wire.send(honest.answer().withHeader("Content-Encoding", "gzip")));
    }

    static Fault halfOfTheJson() {
        return new Fault("", (honest, wire) -> {
            byte[] body = honest.answer().body();
            wire.send(honest.answer().withBody(Arrays.copyOf(body, body.length / 2)));
        });
    }

    static Fault manyHeaders() {
        return new Fault("", (honest, wire) -> {
            Response answer = honest.answer();
            for (int i = 0; i < 1000; i++) {
                answer = answer.withHeader("X-" + i, "x".repeat(1000));
            }
            wire.send(answer);
        });
    }

    static Fault unknownFields() {
        return ShapeFaults.edited("", (page, list) -> {
            if (page.isObject()) {
                ((ObjectNode) page).put("x-new", 1);
            }
            page.at(list).forEach(contact -> {
                if (contact.isObject()) {
                    ((ObjectNode) contact).putObject("x_new").put("x", 1);
                }
            });
        });
    }

    static Fault oneWithoutId(RecordedApi provider) {
        return ShapeFaults.edited("", (page, list) -> firstContact(page, list).remove(provider.field("id")));
    }

    /** Six contacts, one field of which has another type than the mapping expects. */
    static Fault retyped(RecordedApi provider) {
        return sixContacts(provider, contact -> contact.putObject(provider.field("retyped"))
                .put("new", "shape"));
    }

    /** Six contacts without their ids. */
    static Fault withoutIds(RecordedApi provider) {
        return sixContacts(provider, contact -> contact.remove(provider.field("id")));
    }

    private static Fault sixContacts(RecordedApi provider, Consumer<ObjectNode> change) {
        return ShapeFaults.edited("", (page, list) -> {
            ObjectNode contact = firstContact(page, list).deepCopy();
            ArrayNode contacts = ((ArrayNode) page.at(list)).removeAll();
            for (int i = 0; i < 6; i++) {
                ObjectNode copy = contact.deepCopy();
                copy.put(provider.field("id"), "1000" + i);
                change.accept(copy);
                contacts.add(copy);
            }
        });
    }

    private static ObjectNode firstContact(JsonNode page, JsonPointer list) {
        for (JsonNode contact : page.at(list)) {
            if (contact.isObject()) {
                return (ObjectNode) contact;
            }
        }
        throw new IllegalArgumentException("The first page of a fixture has a contact");
    }

    /** Page 1 again and again: each time with other ids, and with another cursor or address of a next page. */
    static Fault newContactsOnEachPage(RecordedApi provider) {
        return new Fault("", (honest, wire) -> {
            Response first = honest.page(1);
            int number = honest.call().number();
            JsonNode page = parsed(first.body());
            page.at(JsonPointer.compile(honest.list())).forEach(contact -> {
                JsonNode id = contact.path(provider.field("id"));
                if (id.isValueNode()) {
                    ((ObjectNode) contact).put(provider.field("id"), id.asText() + "0" + number);
                }
            });
            String next = provider.pages().get(1).next();
            wire.send(next == null ? withBody(first, page.toString()) : leadingTo(next + number, next, first, page));
        });
    }

    private static Response leadingTo(String next, String replaced, Response first, JsonNode page) {
        Response response = withBody(first, page.toString().replace(replaced, next));
        String link = first.headers().get("Link");
        return link == null ? response : response.withHeader("Link", link.replace(replaced, next));
    }

    private static Response withBody(Response response, String body) {
        return response.withBody(body.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
