package io.contactroutes.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code schema/receipt.schema.json}, which every receipt that a test meets has to keep. */
public final class ReceiptSchema {

    public static final Path FILE = Path.of("schema/receipt.schema.json");

    private static final JsonSchema SCHEMA = read();

    private ReceiptSchema() {}

    public static void check(JsonNode receipt) {
        assertThat(SCHEMA.validate(receipt)).as("receipt %s", receipt).isEmpty();
    }

    public static boolean accepts(JsonNode receipt) {
        return SCHEMA.validate(receipt).isEmpty();
    }

    private static JsonSchema read() {
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        try {
            return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(Files.readString(FILE), config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
