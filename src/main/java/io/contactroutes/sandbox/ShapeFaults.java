package io.contactroutes.sandbox;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.BiConsumer;

/** Faults with status 200 and JSON of another shape than the provider documents. */
public final class ShapeFaults {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ShapeFaults() {}

    /** BotPenguin's way to say no inside a 200. */
    public static Fault unsuccessful() {
        return ResponseFaults.answer(
                "success false",
                Response.json(
                        200, "{\"success\":false,\"message\":\"Something went wrong\",\"code\":500,\"data\":[]}"));
    }

    /** iSlash's way to say no inside a 200: a business code other than RESP_OKAY. */
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

    /** Arrays in arrays, from the list of contacts on. */
    public static Fault deep(int levels) {
        return new Fault("JSON " + levels + " deep", (honest, wire) -> {
            String field = honest.list().substring(honest.list().lastIndexOf('/') + 1);
            wire.send(Response.json(200, "{\"" + field + "\":" + "[".repeat(levels) + "]".repeat(levels) + "}"));
        });
    }

    /** The list of contacts is missing, the rest is there. */
    public static Fault noList() {
        return edited("no list", (page, list) -> owner(page, list).remove(field(list)));
    }

    /** The list of contacts holds a single contact, not in an array: as iSlash's generated example has it. */
    public static Fault singleObject() {
        return edited("single object", (page, list) -> owner(page, list)
                .set(field(list), page.at(list).path(0)));
    }

    /** No contacts, the rest as it was: a list that lies about its end. */
    public static Fault emptyList() {
        return edited("empty list", (page, list) -> owner(page, list).putArray(field(list)));
    }

    /** A field of every contact has another type. */
    public static Fault retyped(String name, JsonNode value) {
        return edited("retyped " + name, (page, list) -> page.at(list)
                .forEach(contact -> ((ObjectNode) contact).set(name, value)));
    }

    /** A field of every contact is gone. */
    public static Fault without(String name) {
        return edited("without " + name, (page, list) -> page.at(list)
                .forEach(contact -> ((ObjectNode) contact).remove(name)));
    }

    /** Any change of an honest page, given with the pointer to its list of contacts. */
    public static Fault edited(String name, BiConsumer<ObjectNode, JsonPointer> change) {
        return new Fault(name, (honest, wire) -> {
            Response answer = honest.answer();
            ObjectNode page = parsed(answer);
            change.accept(page, JsonPointer.compile(honest.list()));
            wire.send(answer.withBody(bytes(page)));
        });
    }

    private static ObjectNode owner(ObjectNode page, JsonPointer list) {
        return (ObjectNode) page.at(list.head());
    }

    private static String field(JsonPointer list) {
        return list.last().getMatchingProperty();
    }

    private static ObjectNode parsed(Response answer) {
        try {
            return (ObjectNode) JSON.readTree(answer.body());
        } catch (IOException notJson) {
            throw new UncheckedIOException("The honest answer is not JSON", notJson);
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
