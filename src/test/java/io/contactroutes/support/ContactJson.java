package io.contactroutes.support;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is wrong with a published contact by {@code schema/contact.schema.json}. */
public final class ContactJson {

    private static final JsonSchema SCHEMA = read();

    private ContactJson() {}

    public static List<String> violations(String contact) {
        return SCHEMA
                .validate(contact, InputFormat.JSON, context -> context.getExecutionConfig()
                        .setFormatAssertionsEnabled(true))
                .stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    private static JsonSchema read() {
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Files.readString(Path.of("schema/contact.schema.json")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
