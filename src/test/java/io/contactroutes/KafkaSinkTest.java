package io.contactroutes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.sandbox.Options;
import io.contactroutes.support.ContactJson;
import io.contactroutes.support.FiveAccounts;
import io.contactroutes.support.KafkaBroker;
import io.contactroutes.support.Recording;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a subscriber gets from a real broker after four sweeps of all five accounts, with changes between them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KafkaSinkTest {

    private static final String TOPIC = "kafka-sink-test";
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    /** One of them, the 42nd, has no usable id. */
    private static final int CONTACTS = 45;

    private static final int VALID = FiveAccounts.ACCOUNT_NAMEES.size() * (CONTACTS - 1);

    private final KafkaBroker broker = KafkaBroker.shared();
    private final List<List<ConsumerRecord<String, byte[]>>> newBySweep = new ArrayList<>();
    private final Set<String> listed = new HashSet<>();
    private FiveAccounts accounts;
    private String gone;
    private String changed;

    @BeforeAll
    void sweepFourTimes(@TempDir Path home) {
        accounts =
                FiveAccounts.in(home, Options.defaults().withContacts(CONTACTS).withBrokenContacts());
        accounts.bundle()
                .with("contacts.sink", "kafka")
                .with("contacts.kafka.topic", TOPIC)
                .with("camel.component.kafka.brokers", broker.bootstrapServers());
        for (String accountName : FiveAccounts.ACCOUNT_NAMEES) {
            accounts.provider().sourceIds(accountName).forEach(id -> listed.add(accountName + ":" + id));
        }
        sweep();
        sweep();
        FiveAccounts.ACCOUNT_NAMEES.forEach(
                accountName -> accounts.provider().contacts(accountName).touch(4));
        accounts.provider().contacts("99digital").update(3);
        changed = "99digital:" + accounts.provider().sourceIds("99digital").get(3);
        gone = accounts.listAsDeleted("express-chat", 5);
        sweep();
        accounts.bundle().with("contacts.emit", "all");
        sweep();
    }

    @AfterAll
    void stop() {
        accounts.close();
    }

    private void sweep() {
        accounts.bundle().sweep();
        List<ConsumerRecord<String, byte[]>> all = broker.records(TOPIC);
        Set<String> known = new HashSet<>();
        newBySweep.forEach(records -> records.forEach(record -> known.add(place(record))));
        all.removeIf(record -> known.contains(place(record)));
        newBySweep.add(all);
    }

    @Test
    void publishesEveryContactOnceUnderItsUid() {
        List<ConsumerRecord<String, byte[]>> first = newBySweep.get(0);

        assertThat(first).hasSize(VALID);
        assertThat(first.stream().map(ConsumerRecord::key)).containsExactlyInAnyOrderElementsOf(listed);
        assertThat(first).allSatisfy(record -> {
            assertThat(ContactJson.violations(text(record.value()))).isEmpty();
            assertThat(Recording.json(text(record.value())).path("uid").asText())
                    .isEqualTo(record.key());
        });
    }

    @Test
    void describesEachContactAsACloudEvent() {
        assertThat(newBySweep.get(0)).allSatisfy(record -> {
            Map<String, String> headers = headers(record);
            assertThat(headers)
                    .containsOnlyKeys(
                            "ce_specversion",
                            "ce_id",
                            "ce_source",
                            "ce_type",
                            "ce_time",
                            "ce_subject",
                            "ce_dataschema",
                            "content-type",
                            "sweep-id")
                    .containsEntry("ce_specversion", "1.0")
                    .containsEntry("ce_type", "contact.created")
                    .containsEntry("ce_subject", record.key())
                    .containsEntry("ce_source", "/contacts/" + record.key().split(":")[0])
                    .containsEntry("ce_dataschema", "urn:contact-routes:contact:v1")
                    .containsEntry("content-type", "application/json");
            assertThat(headers.get("sweep-id")).matches(UUID);
            assertThat(Instant.parse(headers.get("ce_time"))).isBeforeOrEqualTo(Instant.now());
        });
        assertThat(newBySweep.stream()
                        .flatMap(List::stream)
                        .map(record -> headers(record).get("ce_source")
                                + headers(record).get("ce_id")))
                .doesNotHaveDuplicates();
    }

    @Test
    void publishesNothingThatDidNotChange() {
        assertThat(newBySweep.get(1)).isEmpty();
    }

    @Test
    void publishesWhatChangedAndATombstone() {
        assertThat(newBySweep.get(2))
                .hasSize(2)
                .anySatisfy(record -> {
                    assertThat(record.key()).isEqualTo(changed);
                    assertThat(headers(record)).containsEntry("ce_type", "contact.updated");
                    assertThat(text(record.value())).contains("follow_up");
                })
                .anySatisfy(record -> {
                    assertThat(record.key()).isEqualTo(gone);
                    assertThat(record.value()).isNull();
                    assertThat(headers(record)).containsEntry("ce_type", "contact.deleted");
                });
    }

    @Test
    void publishesAllWhenAskedTo() {
        assertThat(newBySweep.get(3)).hasSize(VALID - 1).allMatch(record -> record.value() != null);
    }

    @Test
    void keepsTheOrderOfEachKey() {
        Map<String, List<String>> typesByKey = new TreeMap<>();
        Map<String, Set<Integer>> partitionsByKey = new TreeMap<>();
        newBySweep.stream().flatMap(List::stream).forEach(record -> {
            typesByKey
                    .computeIfAbsent(record.key(), key -> new ArrayList<>())
                    .add(headers(record).get("ce_type"));
            partitionsByKey
                    .computeIfAbsent(record.key(), key -> new HashSet<>())
                    .add(record.partition());
        });

        assertThat(typesByKey.get(gone)).containsExactly("contact.created", "contact.deleted");
        assertThat(typesByKey.get(changed)).containsExactly("contact.created", "contact.updated", "contact.updated");
        assertThat(partitionsByKey.values()).allMatch(partitions -> partitions.size() == 1);
        assertThat(Recording.json(text(last(changed))).path("attributes").path("follow_up"))
                .hasToString("1");
    }

    @Test
    void setsBrokenContactsAside() {
        List<ConsumerRecord<String, byte[]>> letters = broker.records(TOPIC + ".dead-letter");

        assertThat(letters.stream().map(record -> headers(record).get("ce_source")))
                .containsAll(FiveAccounts.ACCOUNT_NAMEES.stream()
                        .map(accountName -> "/contacts/" + accountName)
                        .toList());
        assertThat(letters).allSatisfy(record -> {
            assertThat(headers(record)).containsEntry("ce_type", "contact.dead-letter");
            assertThat(Recording.json(text(record.value())).path("pointer").asText())
                    .isEqualTo("/sourceId");
        });
    }

    @Test
    void tellsWhenEachSweepBeganAndEnded() {
        for (String accountName : FiveAccounts.ACCOUNT_NAMEES) {
            List<ConsumerRecord<String, byte[]>> receipts = broker.records(TOPIC + ".sweeps").stream()
                    .filter(record -> record.key().equals(accountName))
                    .toList();
            assertThat(receipts.stream().map(record -> headers(record).get("ce_type")))
                    .hasSize(8)
                    .startsWith("sweep.started", "sweep.ended", "sweep.started", "sweep.ended");
            JsonNode first = Recording.json(text(receipts.get(1).value()));
            assertThat(first.path("status").asText()).isEqualTo("complete");
            assertThat(first.path("contacts").asInt()).isEqualTo(CONTACTS);
            assertThat(first.path("created").asInt()).isEqualTo(CONTACTS - 1);
            assertThat(first.path("deadLettered").asInt()).isEqualTo(1);
            JsonNode second = Recording.json(text(receipts.get(3).value()));
            assertThat(second.path("created").asInt() + second.path("updated").asInt())
                    .isZero();
            assertThat(second.path("unchanged").asInt()).isEqualTo(CONTACTS - 1);
            assertThat(second.path("previousSweep")).isEqualTo(first.path("sweep"));
            assertThat(headers(receipts.get(3)))
                    .containsEntry("sweep-id", second.path("sweep").asText());
        }
    }

    @Test
    void compactsTheTopicOfContacts() throws Exception {
        ConfigResource contacts = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
        ConfigResource sweeps = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC + ".sweeps");
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            Map<ConfigResource, Config> configs =
                    admin.describeConfigs(List.of(contacts, sweeps)).all().get();
            assertThat(configs.get(contacts).get("cleanup.policy").value()).isEqualTo("compact");
            assertThat(configs.get(sweeps).get("cleanup.policy").value()).isEqualTo("delete");
        }
    }

    private byte[] last(String key) {
        return newBySweep.stream()
                .flatMap(List::stream)
                .filter(record -> record.key().equals(key))
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .value();
    }

    private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new TreeMap<>();
        for (Header header : record.headers()) {
            assertThat(headers.put(header.key(), text(header.value())))
                    .as(header.key())
                    .isNull();
        }
        return headers;
    }

    private static String place(ConsumerRecord<String, byte[]> record) {
        return record.partition() + "/" + record.offset();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
