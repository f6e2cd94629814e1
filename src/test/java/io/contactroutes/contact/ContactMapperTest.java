package io.contactroutes.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contactroutes.support.Recording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContactMapperTest {

    private static final Instant FETCHED_AT = Instant.parse("2026-01-02T03:04:05Z");
    private static final ContactSchema SCHEMA = new ContactSchema(Path.of("schema/contact.schema.json"));

    @Test
    void hashLeavesOutTheTimesOfLastActivityAndFetching() throws Exception {
        ObjectNode contact = Recording.of("chatwoot").contacts().first();
        byte[] hash = map(contact, FETCHED_AT).hash();
        assertThat(hash).hasSize(16);
        assertThat(map(contact, FETCHED_AT.plusSeconds(1)).hash()).isEqualTo(hash);
        assertThat(map(contact.put("last_activity_at", 1), FETCHED_AT).hash()).isEqualTo(hash);
        assertThat(map(contact.put("availability_status", "online"), FETCHED_AT).hash())
                .isEqualTo(hash);
        assertThat(map(contact.<ObjectNode>without("last_activity_at"), FETCHED_AT)
                        .hash())
                .isEqualTo(hash);
    }

    @ParameterizedTest(name = "a change of {0} counts")
    @CsvSource({
        "/name",
        "/email",
        "/phone_number",
        "/identifier",
        "/thumbnail",
        "/additional_attributes/city",
        "/custom_attributes/textContact",
        "/contact_inboxes/0/inbox/name"
    })
    void hashCoversEverythingElse(String pointer) throws Exception {
        ObjectNode contact = Recording.of("chatwoot").contacts().first();
        byte[] hash = map(contact, FETCHED_AT).hash();
        int slash = pointer.lastIndexOf('/');
        ((ObjectNode) contact.at(pointer.substring(0, slash)))
                .put(pointer.substring(slash + 1), "+85298765432@example.com");
        assertThat(map(contact, FETCHED_AT).hash()).isNotEqualTo(hash);
    }

    /** What takes twice as long for each level never ends. */
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void whatIsUnknownDeepInAnAttributeIsLeftOut() throws Exception {
        int depth = 55;
        String deep = "{\"a\":".repeat(depth) + "{\"known\":1,\"blank\":\" \"}" + "}".repeat(depth);
        ObjectNode contact = Recording.of("chatwoot").contacts().first();
        contact.putObject("custom_attributes").set("deep", Recording.json(deep));

        JsonNode written = Recording.json(text(map(contact, FETCHED_AT)));

        assertThat(written.at("/attributes/deep").textValue())
                .isEqualTo("{\"a\":".repeat(depth) + "{\"known\":1}" + "}".repeat(depth));
    }

    @Test
    void hashDoesNotDependOnTheOrderOfSets() throws Exception {
        ObjectNode one = (ObjectNode) Recording.json("{\"id\":1,\"custom_attributes\":{\"a\":1,\"b\":2},"
                + "\"contact_inboxes\":[{\"source_id\":\"85298765431\",\"inbox\":{\"channel_type\":\"Channel::Whatsapp\"}},"
                + "{\"source_id\":\"85298765432\",\"inbox\":{\"channel_type\":\"Channel::Whatsapp\"}}]}");
        ObjectNode other = (ObjectNode) Recording.json("{\"id\":1,\"custom_attributes\":{\"b\":2,\"a\":1},"
                + "\"contact_inboxes\":[{\"source_id\":\"85298765432\",\"inbox\":{\"channel_type\":\"Channel::Whatsapp\"}},"
                + "{\"source_id\":\"85298765431\",\"inbox\":{\"channel_type\":\"Channel::Whatsapp\"}}]}");
        assertThat(map(one, FETCHED_AT).json()).isEqualTo(map(other, FETCHED_AT).json());
    }

    @Test
    void doesNotChangeItsSource() throws Exception {
        ObjectNode contact = Recording.of("chatwoot").contacts().first();
        JsonNode before = contact.deepCopy();
        map(contact, FETCHED_AT);
        assertThat(contact).isEqualTo(before);
    }

    @Test
    void marksWhatTheProviderHasDeleted() throws Exception {
        ContactMapper mapper = Recording.of("botpenguin").contacts().mapper();
        ObjectNode contact = Recording.of("botpenguin").contacts().first();
        assertThat(mapper.map(contact, FETCHED_AT).deletedByProvider()).isFalse();
        Contact deleted = mapper.map(contact.put("status", "DELETED"), FETCHED_AT);
        assertThat(deleted.deletedByProvider()).isTrue();
        assertThat(Recording.json(text(deleted)).has("deleted")).isFalse();
        assertThat(deleted.uid()).isEqualTo("express-chat:" + deleted.sourceId());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            created_at        | "SECRET-55"      | /createdAt        | 22
            created_at        | 1712123233000    | /createdAt        | 22
            blocked           | "SECRET-55"      | /blocked          | 22
            email             | ["SECRET-55"]    | /emails/0/address | 22
            phone_number      | {"a":"SECRET-55"}| /phones/0/number  | 22
            name              | ["SECRET-55"]    | /name/full        | 22
            custom_attributes | "SECRET-55"      | /attributes       | 22
            id                | "SECRET 55"      | /uid              | SECRET 55
            contact_inboxes   | "SECRET-55"      | /identities/0     | 22
            id                | {"a":"SECRET-55"}| /sourceId         |
            """)
    void rejectsWithoutQuotingAValue(String field, String value, String pointer, String sourceId) throws IOException {
        ObjectNode contact = Recording.of("chatwoot").contacts().first();
        contact.set(field, Recording.json(value));
        RejectedContactException rejected =
                catchThrowableOfType(RejectedContactException.class, () -> map(contact, FETCHED_AT));
        assertThat(rejected.pointer()).isEqualTo(pointer);
        assertThat(rejected.sourceId().orElse(null)).isEqualTo(sourceId);
        assertThat(rejected.getMessage() + rejected.reason()).doesNotContain("SECRET", "1712123233000");
        assertThat(rejected.getCause()).isNull();
    }

    @Test
    void rejectsWhatAMappingFailsOnButKnowsItsId(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("strict.jslt");
        Files.writeString(
                file,
                "def source-id(contact) text($contact.key)\n{\n  \"sourceId\": source-id(.),\n  \"name\": [for (.name) .]\n}");
        RejectedContactException rejected = rejected(file, "{\"key\":\"k1\",\"name\":\"SECRET-55\"}");
        assertThat(rejected.reason())
                .isEqualTo("cannot be mapped (" + file + ", line 4, column 11: The expression fails on this input.)");
        assertThat(rejected.sourceId()).contains("k1");
    }

    @Test
    void rejectsFieldsThatTheContractDoesNotDefine(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("loose.jslt");
        Files.writeString(
                file, "def source-id(contact) text($contact.key)\n{\"sourceId\": source-id(.), \"nickname\": .nick}");
        RejectedContactException rejected = rejected(file, "{\"key\":\"k1\",\"nick\":\"SECRET-55\"}");
        assertThat(rejected.getMessage()).isEqualTo("has a property that the schema does not know: 'nickname'");
    }

    @Test
    void rejectsAContactThatNoRecordCanHold() throws IOException {
        ObjectNode contact =
                Recording.of("chatwoot").contacts().first().put("name", "x".repeat(ContactMapper.MAX_BYTES));
        RejectedContactException rejected =
                catchThrowableOfType(RejectedContactException.class, () -> map(contact, FETCHED_AT));
        assertThat(rejected.reason()).isEqualTo("is larger than 1000000 bytes");
        assertThat(rejected.sourceId()).contains("22");
    }

    private static String text(Contact contact) {
        return new String(contact.json(), StandardCharsets.UTF_8);
    }

    private static Contact map(JsonNode source, Instant fetchedAt) throws RejectedContactException {
        return Recording.of("chatwoot").contacts().mapper().map(source, fetchedAt);
    }

    private static RejectedContactException rejected(Path mapping, String source) throws IOException {
        ObjectNode parameters = JsonNodeFactory.instance.objectNode();
        ContactMapper mapper =
                new ContactMapper(Mapping.compile(mapping), SCHEMA, "custom", "custom", parameters, new byte[0]);
        JsonNode contact = Recording.json(source);
        return catchThrowableOfType(RejectedContactException.class, () -> mapper.map(contact, FETCHED_AT));
    }
}
