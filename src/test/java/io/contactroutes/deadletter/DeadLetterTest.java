package io.contactroutes.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a dead letter holds: no credential, and never more than fits a record. {@code replay} publishes it all the same. */
@Timeout(120)
class DeadLetterTest {

    private static final int CONTACTS = 10;
    private static final int LARGEST = 1_000_000;

    @TempDir
    private Path home;

    private DeadLetterRig rig;

    @BeforeEach
    void serve() {
        rig = new DeadLetterRig(home, "chatwoot", CONTACTS);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void aContactThatIsTooLargeLeavesALetterWithItsSizeAndHash() {
        String large = contact(3, "\"Ada\"", "\"note\":\"" + "é".repeat(600_000) + "\"");
        rig.list().serve(2, large);

        assertThat(rig.sweep().deadLettered()).isEqualTo(1);

        assertThat(bytes(rig.letters().get(0))).isLessThan(LARGEST);
        JsonNode letter = rig.letter();
        assertThat(letter.path("uid").asText()).isEqualTo("a:3");
        assertThat(letter.path("reason").asText()).contains("larger than");
        assertThat(letter.has("source")).isFalse();
        assertThat(letter.at("/sourceOmitted/bytes").asInt()).isEqualTo(bytes(large));
        assertThat(letter.at("/sourceOmitted/sha256").asText()).startsWith(DeadLetterRig.fingerprint(large));
    }

    @Test
    void replayCountsAContactThatIsTooLargeAsRejected() {
        rig.list().serve(2, contact(3, "{\"first\":\"Ada\"}", "\"note\":\"" + "x".repeat(1_200_000) + "\""));
        rig.sweep();
        rig.sweep();
        assertThat(rig.letters()).as("it is set aside once").hasSize(1);
        rig.correctMapping();

        assertThat(rig.replay()).contains("0 published, 1 still rejected");

        rig.list().serve(2, contact(3, "\"Ada\"", ""));
        rig.sweep();
        assertThat(rig.replay()).contains("0 published, 0 still rejected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id", "key"})
    void whatALetterRepeatsIsBoundedToo(String what) {
        String text = "y".repeat(1_200_000);
        String id = what.equals("id") ? "\"" + text + "\"" : "3";
        rig.list()
                .serve(
                        2,
                        "{\"id\":" + id + ",\"name\":\"Ada\",\"custom_attributes\":{\""
                                + (what.equals("key") ? text.substring(0, 40_000) : "k") + "\":\"" + text + "\"}}");

        assertThat(rig.sweep().deadLettered()).isEqualTo(1);
        rig.sweep();

        assertThat(bytes(rig.letters().get(0))).isLessThan(LARGEST);
        assertThat(rig.letters()).hasSize(1);
        assertThat(rig.replay()).contains("0 published, 1 still rejected");
    }

    @Test
    void anAccountWithAContactThatIsTooLargeIsSweptIntoKafka() {
        KafkaBroker broker = KafkaBroker.shared();
        String topic = "dead-letter-" + UUID.randomUUID();
        rig.bundle()
                .with("contacts.sink", "kafka")
                .with("contacts.kafka.topic", topic)
                .with("camel.component.kafka.brokers", broker.bootstrapServers());
        rig.list().serve(2, contact(3, "\"Ada\"", "\"note\":\"" + "x".repeat(3_000_000) + "\""));
        rig.list().serve(3, "{\"id\":\"" + "z".repeat(1_500_000) + "\",\"name\":\"Bea\"}");

        Receipt receipt = rig.sweep();

        assertThat(receipt.status()).as(receipt.message()).isEqualTo(SweepStatus.COMPLETE);
        assertThat(receipt.deadLettered()).isEqualTo(2);
        assertThat(broker.records(topic)).hasSize(CONTACTS - 2);
        List<ConsumerRecord<String, byte[]>> letters = broker.records(topic + ".dead-letter");
        assertThat(letters).hasSize(2).allSatisfy(letter -> assertThat(letter.value())
                .hasSizeLessThan(LARGEST));
        assertThat(letters.stream().map(ConsumerRecord::key)).contains("a:3").anyMatch(key -> key.startsWith("a:#"));
    }

    @Test
    void credentialsAreNotInIt() {
        rig.list().serve(2, withCredentials("{\"first\":\"Ada\"}"));

        rig.sweep();

        assertThat(rig.letters().get(0)).doesNotContain("hunter2");
        JsonNode source = rig.letter().path("source");
        JsonNode inbox = source.at("/contact_inboxes/0/inbox");
        assertThat(inbox.path("imap_password").asText()).isEqualTo("redacted");
        assertThat(inbox.path("SMTP-Password").asText()).isEqualTo("redacted");
        assertThat(inbox.path("hmacToken").asText()).isEqualTo("redacted");
        assertThat(inbox.path("provider_config").asText()).isEqualTo("redacted");
        assertThat(inbox.path("api_key").asText()).isEqualTo("redacted");
        assertThat(source.at("/additional_attributes/deep/0/0/Authorization").asText())
                .isEqualTo("redacted");
        assertThat(inbox.path("name").asText()).isEqualTo("Mail");
        assertThat(inbox.path("smtp_token").isNull()).isTrue();
        assertThat(inbox.path("has_secret").isBoolean()).isTrue();
        assertThat(source.at("/name/first").asText()).isEqualTo("Ada");
    }

    @Test
    void aContactWithCredentialsIsSetAsideOnce() {
        rig.list().serve(2, withCredentials("{\"first\":\"Ada\"}"));
        rig.sweep();
        rig.sweep();
        rig.list().serve(2, withCredentials("{\"first\":\"Ada\"}").replace("hunter2", "hunter3"));
        rig.sweep();

        assertThat(rig.letters()).hasSize(1).noneMatch(line -> line.contains("hunt"));
    }

    @Test
    void aHashOfACredentialIsNotInIt() {
        String source = withCredentials("{\"first\":\"Ada\"}").replace("\"id\":3", "\"id\":\"\"");
        rig.list().serve(2, source);

        rig.sweep();

        assertThat(rig.letters()).hasSize(1);
        assertThat(rig.letters().get(0)).doesNotContain(DeadLetterRig.fingerprint(source));
        assertThat(rig.notes().keySet()).doesNotContain("#" + DeadLetterRig.fingerprint(source));
    }

    @Test
    void replayPublishesAContactWithCredentialsOnce() {
        rig.list().serve(2, withCredentials("{\"first\":\"Ada\"}"));
        rig.sweep();
        assertThat(rig.replay()).contains("0 published, 1 still rejected");
        rig.correctMapping();

        assertThat(rig.replay()).contains("1 published, 0 still rejected");

        assertThat(rig.contacts()).last().asString().contains("\"uid\":\"a:3\"", "Ada");
        assertThat(rig.replay()).contains("0 published, 0 still rejected");
        assertThat(rig.sweep().unchanged()).isEqualTo(CONTACTS);
    }

    @Test
    void replayLeavesAContactToTheNextSweepThatIsMappedFromWhatWasRemoved() {
        rig.list().serve(2, contact(3, "{\"first\":\"Ada\"}", "\"loyalty_token\":\"T-77\""));
        rig.sweep();
        rig.correctMapping();

        assertThat(rig.replay()).contains("0 published, 1 still rejected");

        rig.sweep();
        assertThat(rig.contacts()).last().asString().contains("\"loyalty_token\":\"T-77\"");
        assertThat(rig.contacts()).noneMatch(line -> line.contains("redacted"));
    }

    @Test
    void aLetterOfRelease010IsReplayedAsItStands() {
        String source = withCredentials("{\"first\":\"Ada\"}");
        rig.list().serve(2, source);
        rig.sweep();
        rig.asRelease010("3", "\"uid\":\"a:3\",", source);
        rig.sweep();
        assertThat(rig.letters()).as("the note of 0.1.0 counts").isEmpty();
        rig.correctMapping();

        assertThat(rig.replay()).contains("1 published, 0 still rejected");

        assertThat(rig.sweep().unchanged()).isEqualTo(CONTACTS);
        assertThat(rig.notes()).isEmpty();
    }

    @Test
    void aNoteOfRelease010OfAContactWithoutIdCounts() {
        String source = withCredentials("\"Ada\"").replace("\"id\":3", "\"id\":\"\"");
        rig.list().serve(2, source);
        rig.sweep();
        rig.asRelease010("#" + DeadLetterRig.fingerprint(source), "", source);

        assertThat(rig.sweep().deadLettered()).isEqualTo(1);

        assertThat(rig.letters()).isEmpty();
        assertThat(rig.replay()).contains("0 published, 1 still rejected");
    }

    private static String contact(int id, String name, String attribute) {
        return "{\"id\":" + id + ",\"name\":" + name + ",\"custom_attributes\":{" + attribute + "}}";
    }

    /** As old servers of Chatwoot list the settings of an inbox with each of its contacts. */
    private static String withCredentials(String name) {
        return "{\"id\":3,\"name\":" + name
                + ",\"contact_inboxes\":[{\"source_id\":\"ada\",\"inbox\":{\"name\":\"Mail\","
                + "\"channel_type\":\"Channel::Email\",\"imap_password\":\"hunter2\",\"SMTP-Password\":\"hunter2\","
                + "\"hmacToken\":\"hunter2\",\"provider_config\":{\"some\":\"hunter2\"},\"api_key\":[\"hunter2\"],"
                + "\"smtp_token\":null,\"has_secret\":true}}],"
                + "\"additional_attributes\":{\"deep\":[[{\"Authorization\":\"Basic hunter2\"}]]}}";
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
