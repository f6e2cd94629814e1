package io.contactroutes.contact;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes JSON in UTF-8 into a buffer that its thread reuses: a new generator costs as much as the contact that it writes. */
final class JsonBytes {

    private static final int KEPT = 1 << 16;
    private static final JsonFactory JSON =
            new JsonFactoryBuilder().rootValueSeparator("").build();
    private static final SerializerProvider PLAIN = new JsonMapper().getSerializerProviderInstance();
    private static final ThreadLocal<JsonBytes> OF_THREAD = ThreadLocal.withInitial(JsonBytes::new);

    private final Buffer buffer = new Buffer();
    private final JsonGenerator json;

    private JsonBytes() {
        try {
            json = JSON.createGenerator(buffer, JsonEncoding.UTF8);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // nothing is written yet, and memory does not fail
        }
    }

    /** Returns the thread's buffer, emptied. */
    static JsonBytes empty() {
        JsonBytes own = OF_THREAD.get();
        if (!own.json.getOutputContext().inRoot() || own.buffer.size() > KEPT) {
            own = new JsonBytes();
            OF_THREAD.set(own);
        }
        own.buffer.reset();
        return own;
    }

    JsonGenerator json() {
        return json;
    }

    /** Writes a value. The generator's writeTree would set up an object mapper for each. */
    void value(JsonNode value) throws IOException {
        value.serialize(json, PLAIN);
    }

    /** Returns how many bytes there are. */
    int length() throws IOException {
        json.flush();
        return buffer.size();
    }

    /** Returns the buffer itself, valid up to {@link #length()} and until its next use. */
    byte[] bytes() {
        return buffer.bytes();
    }

    byte[] copy() throws IOException {
        json.flush();
        return buffer.toByteArray();
    }

    private static final class Buffer extends ByteArrayOutputStream {

        byte[] bytes() {
            return buf;
        }
    }
}
