package io.contactroutes.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Fields that no mapping can take. */
final class Flaws {

    private Flaws() {}

    /** An id of the wrong type. */
    static void writeObjectId(JsonGenerator json, String field) throws IOException {
        json.writeObjectFieldStart(field);
        json.writeStringField("error", "id not available");
        json.writeEndObject();
    }
}
