package io.contactroutes.contact;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.nio.file.Path;
import java.util.Optional;

/** Validates canonical contacts with their JSON Schema. Safe for use by several threads at once. */
public final class ContactSchema {

    private final JsonSchema schema;

    /**
     * @param file a JSON Schema 2020-12 that ships with the bundle. It refers to nothing outside itself
     * @throws IllegalArgumentException with a sentence for the user, if it cannot be read, is not such a schema, or is that of
     *     something else
     */
    public ContactSchema(Path file) {
        SchemaValidatorsConfig config = SchemaValidatorsConfig.builder()
                .failFast(true)
                .pathType(PathType.JSON_POINTER)
                .formatAssertionsEnabled(true) // only date-time is used; it rejects 30 February
                .build();
        schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(SchemaFile.read(file), config);
        try {
            schema.initializeValidators();
        } catch (JsonSchemaException e) {
            throw SchemaFile.unresolved(file, e);
        }
    }

    /** Returns the first rule that a contact breaks; empty if it is valid. */
    public Optional<Violation> violation(JsonNode contact) {
        if (schema.validate(contact, OutputFormat.BOOLEAN)) {
            return Optional.empty();
        }
        return schema.validate(contact).stream().findFirst().map(ContactSchema::violation);
    }

    /** Does not use the validator's own message: it quotes values. */
    private static Violation violation(ValidationMessage message) {
        String rule = message.getType();
        String reason =
                switch (rule) {
                    case "required" -> "lacks the property '" + message.getProperty() + "'";
                    case "additionalProperties" ->
                        "has a property that the schema does not know: '" + message.getProperty() + "'";
                    case "type" -> "is not of the type " + shown(message.getSchemaNode());
                    case "pattern" -> "does not match the pattern " + shown(message.getSchemaNode());
                    case "format" -> "is not of the format " + shown(message.getSchemaNode());
                    default -> "breaks the rule '" + rule + "'";
                };
        return new Violation(reason, message.getInstanceLocation().toString());
    }

    private static String shown(JsonNode rule) {
        return rule.isTextual() ? rule.textValue() : rule.toString();
    }

    /**
     * @param reason  what is wrong, without the value
     * @param pointer JSON pointer to the value
     */
    public record Violation(String reason, String pointer) {}
}
