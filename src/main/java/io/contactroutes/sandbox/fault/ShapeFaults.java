package io.contactroutes.sandbox.fault;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/** Makes faults with status 200 and JSON of another shape than the provider documents. */
public final class ShapeFaults {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ShapeFaults() {}

    /** Sends BotPenguin's refusal inside a 200. */
    public static Fault unsuccessful() {
        return ResponseFaults.answer(
                "success false",
                Response.json(
                        200, "{\"success\":false,\"message\":\"Something went wrong\",\"code\":500,\"data\":[]}"));
    }

    /** Sends iSlash's refusal inside a 200: a business code other than RESP_OKAY. */
    public static Fault metaCode(String code) {
        return ResponseFaults.answer(
                "meta.code " + code,
                Response.json(
                        200,
                        "{\"meta\":{\"code\":\"" + code
                                + "\",\"message\":\"Failed\",\"trace_id\":\"040a6b96021b42e3\"},"
                                + "\"data\":{\"contacts\":[],\"pagination\":null}}"));
    }

    public static Fault emptyObject() {
        return ResponseFaults.answer("empty object", Response.json(200, "{}"));
    }

    /** Sends arrays in arrays, from the list of contacts on. */
    public static Fault deep(int levels) {
        return new Fault("JSON " + levels + " deep", (honest, wire) -> {
            String list = "[".repeat(levels) + "]".repeat(levels);
            String field = honest.list().substring(honest.list().lastIndexOf('/') + 1);
            wire.send(Response.json(200, field.isEmpty() ? list : "{\"" + field + "\":" + list + "}"));
        });
    }

    /** Removes the list of contacts and keeps the rest; sends an empty object where the list is the whole page. */
    public static Fault noList() {
        return replaced("no list", (page, list) -> {
            if (list.matches()) {
                return JSON.createObjectNode();
            }
            owner(page, list).remove(field(list));
            return page;
        });
    }

    /** Replaces the list of contacts by a single contact, not in an array, as in iSlash's generated example. */
    public static Fault singleObject() {
        return replaced("single object", (page, list) -> {
            JsonNode first = page.at(list).path(0);
            if (list.matches()) {
                return first;
            }
            owner(page, list).set(field(list), first);
            return page;
        });
    }

    /** Removes all contacts and keeps the rest: a list that ends too early. */
    public static Fault emptyList() {
        return edited("empty list", (page, list) -> ((ArrayNode) page.at(list)).removeAll());
    }

    /** Gives a field of every contact another type. */
    public static Fault retyped(String name, JsonNode value) {
        return edited("retyped " + name, (page, list) -> page.at(list)
                .forEach(contact -> ((ObjectNode) contact).set(name, value)));
    }

    /** Removes a field of every contact. */
    public static Fault without(String name) {
        return edited("without " + name, (page, list) -> page.at(list)
                .forEach(contact -> ((ObjectNode) contact).remove(name)));
    }

    /** Changes an honest page in any way; the change gets the pointer to its list of contacts. */
    public static Fault edited(String name, BiConsumer<JsonNode, JsonPointer> change) {
        return replaced(name, (page, list) -> {
            change.accept(page, list);
            return page;
        });
    }

    private static Fault replaced(String name, BiFunction<JsonNode, JsonPointer, JsonNode> change) {
        return new Fault(name, (honest, wire) -> {
            Response answer = honest.answer();
            JsonNode page = change.apply(parsed(answer), JsonPointer.compile(honest.list()));
            wire.send(answer.withBody(bytes(page)));
        });
    }

    private static ObjectNode owner(JsonNode page, JsonPointer list) {
        return (ObjectNode) page.at(list.head());
    }

    private static String field(JsonPointer list) {
        return list.last().getMatchingProperty();
    }

    private static JsonNode parsed(Response answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException notJson) {
            throw new UncheckedIOException("The honest response is not JSON", notJson);
        }
    }

    private static byte[] bytes(JsonNode page) {
        try {
            return JSON.writeValueAsBytes(page);
        } catch (JsonProcessingException impossible) {
            throw new UncheckedIOException("A JSON tree could not be written", impossible);
        }
    }
}
