package io.contactroutes.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.contactroutes.contact.ContactSchema.Violation;
import io.contactroutes.support.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactSchemaTest {

    private static final Path FILE = Path.of("schema/contact.schema.json");
    private static final ContactSchema SCHEMA = new ContactSchema(FILE);
    private static final String SMALLEST = """
            {"schema":"contact/v1","uid":"a:1","provider":"p","account":"a","sourceId":"1","emails":[],"phones":[],
             "identities":[],"labels":null,"groups":[],"fetchedAt":"2026-01-02T03:04:05Z"}""";

    @Test
    void isASchemaItself() throws IOException {
        var meta = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(SchemaLocation.of(VersionFlag.V202012.getId()));
        assertThat(meta.validate(Files.readString(FILE), InputFormat.JSON)).isEmpty();
    }

    @Test
    void takesTheSmallestContact() throws IOException {
        assertThat(SCHEMA.violation(json(SMALLEST))).isEmpty();
    }

    @Test
    void takesItsOwnExamples() throws IOException {
        int examples = 0;
        for (Map.Entry<String, JsonNode> property :
                json(Files.readString(FILE)).get("properties").properties()) {
            for (JsonNode example : property.getValue().path("examples")) {
                ObjectNode contact = (ObjectNode) json(SMALLEST);
                contact.set(property.getKey(), example);
                assertThat(SCHEMA.violation(contact)).as(property.getKey()).isEmpty();
                examples++;
            }
        }
        assertThat(examples).isGreaterThan(10);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            schema     | "contact/v2"                       | /schema           | breaks the rule 'const'
            uid        | "no-colon"                         | /uid              | does not match the pattern ^[A-Za-z0-9][A-Za-z0-9._-]*:[^\\s\\u0000-\\u001f\\u007f]+$
            nickname   | "Tom"                              |                   | has a property that the schema does not know: 'nickname'
            emails     | null                               | /emails           | is not of the type array
            emails     | [{"address":"none"}]               | /emails/0/address | does not match the pattern ^[^\\s]+@[^@\\s]+$
            phones     | [{"number":"1","origin":"phone"}]  | /phones/0         | lacks the property 'valid'
            phones     | [{"number":"1","valid":true,"origin":"phone","e164":"+0123"}] | /phones/0/e164 | does not match the pattern ^\\+[1-9][0-9]{1,14}$
            labels     | "Paid"                             | /labels           | is not of the type ["array","null"]
            labels     | [""]                               | /labels/0         | breaks the rule 'minLength'
            name       | {"given":"Tom"}                    | /name             | lacks the property 'full'
            externalId | ""                                 | /externalId       | breaks the rule 'minLength'
            assignee   | {}                                 | /assignee         | breaks the rule 'minProperties'
            attributes | {"a":{"b":1}}                      | /attributes/a     | is not of the type ["string","number","boolean"]
            fetchedAt  | "2026-01-02T03:04:05+00:00"        | /fetchedAt        | does not match the pattern ^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}(\\.[0-9]{1,9})?Z$
            createdAt  | "2026-02-30T03:04:05Z"             | /createdAt        | is not of the format date-time
            """)
    void names(String field, String value, String pointer, String reason) throws IOException {
        ObjectNode contact = (ObjectNode) json(SMALLEST);
        contact.set(field, json(value));
        Optional<Violation> violation = SCHEMA.violation(contact);
        assertThat(violation).contains(new Violation(reason, pointer == null ? "" : pointer));
    }

    @Test
    void failsWhenItCannotBeRead() {
        assertThatThrownBy(() -> new ContactSchema(Path.of("none.json")))
                .hasMessage(
                        "The schema none.json is missing or cannot be read; correct it, or take it from the bundle as it"
                                + " ships.");
    }

    private static JsonNode json(String text) {
        return Recording.json(text);
    }
}
