package io.contactroutes.contact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a schema of the bundle's folder, which an operator may have edited. A schema that is broken, or that of something else,
 * would refuse or accept every contact, as if the provider had changed its API.
 */
final class SchemaFile {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SchemaFile() {}

    /**
     * Reads a file {@code <name>.schema.json}, whose {@code $id} is {@code urn:contact-routes:<name>:v1}.
     *
     * @throws IllegalArgumentException with a sentence that names the file and what is wrong with it
     */
    static JsonNode read(Path file) {
        JsonNode schema = parse(file);
        if (!schema.isObject()) {
            throw refuse(file, " is not a JSON Schema, as it is no JSON object");
        }
        String draft = VersionFlag.V202012.getId();
        if (!schema.path("$schema").asText().equals(draft)) {
            throw refuse(file, " is not written in JSON Schema 2020-12, as its $schema is not " + draft);
        }
        String id = "urn:contact-routes:" + file.getFileName().toString().replaceFirst("\\..*", "") + ":v1";
        if (!schema.path("$id").asText().equals(id)) {
            throw refuse(file, " is the schema of something else, as its $id is not " + id);
        }
        JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(SchemaLocation.of(draft)).validate(schema).stream()
                .findFirst()
                .ifPresent(rule -> {
                    throw refuse(
                            file,
                            " is not a valid JSON Schema: at " + rule.getInstanceLocation() + ", " + rule.getError());
                });
        return schema;
    }

    /** Returns the refusal of a schema that refers to a definition which it does not have. */
    static IllegalArgumentException unresolved(Path file, JsonSchemaException failure) {
        return refuse(
                file, " is not a valid JSON Schema: " + failure.getMessage().replaceFirst("^[: ]+", ""));
    }

    private static JsonNode parse(Path file) {
        try {
            return JSON.readTree(Files.readString(file));
        } catch (JsonProcessingException e) {
            throw refuse(
                    file,
                    ", line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + " is not JSON");
        } catch (IOException e) {
            throw refuse(file, " is missing or cannot be read");
        }
    }

    private static IllegalArgumentException refuse(Path file, String what) {
        return new IllegalArgumentException(
                "The schema " + file + what + "; correct it, or take it from the bundle as it ships.");
    }
}
