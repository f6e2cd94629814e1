package io.contactroutes.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contactroutes.config.ConfigurationException;
import io.contactroutes.support.KafkaBroker;
import io.contactroutes.support.LogCapture;
import io.contactroutes.support.LogGuard;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the topics need on a real broker: of those that are made, and of those that are found. */
class KafkaTopicsTest {

    private static final String THIRTY_DAYS = "2592000000";

    private final KafkaBroker broker = KafkaBroker.shared();

    @Test
    void aTopicThatIsMadeKeepsTombstonesForThirtyDays() throws InterruptedException {
        new KafkaTopics("retention-made", client()).prepare();

        assertThat(broker.config("retention-made", "delete.retention.ms")).isEqualTo(THIRTY_DAYS);
    }

    @Test
    void aTopicThatDropsTombstonesEarlierIsReported() throws InterruptedException {
        broker.createTopic(
                "retention-short", 1, Map.of("cleanup.policy", "compact", "delete.retention.ms", "86400000"));
        LogGuard.expect("retention-short");

        try (LogCapture log = LogCapture.open()) {
            new KafkaTopics("retention-short", client()).prepare();

            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("retention-short", "delete.retention.ms=86400000", THIRTY_DAYS);
        }
    }

    @Test
    void aTopicThatKeepsThemLongEnoughIsNot() throws InterruptedException {
        broker.createTopic("retention-long", 1, Map.of("cleanup.policy", "compact"));

        try (LogCapture log = LogCapture.open()) {
            new KafkaTopics("retention-long", client()).prepare();

            assertThat(log.warnings()).isEmpty();
        }
    }

    @Test
    void aTopicThatIsMadeAgainIsCheckedBeforeTheNextSweep() throws InterruptedException {
        KafkaTopics topics = new KafkaTopics("remade", client());
        topics.prepare();
        try (TopicId id = new TopicId(topics)) {
            makeAgain("remade", Map.of("cleanup.policy", "delete"));
            for (int sweep = 1; sweep <= 2; sweep++) {
                assertThatThrownBy(() -> id.identity("a"))
                        .isInstanceOf(ConfigurationException.class)
                        .hasMessageContaining("remade has cleanup.policy=delete");
            }

            makeAgain("remade", Map.of("cleanup.policy", "compact", "delete.retention.ms", "86400000"));
            LogGuard.expect("delete.retention.ms=86400000");
            id.identity("a");
            id.identity("a");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".dead-letter", ".sweeps"})
    void soAreTheOtherTopics(String suffix) throws InterruptedException {
        String contacts = "remade" + suffix.replace('.', '-');
        String topic = contacts + suffix;
        KafkaTopics topics = new KafkaTopics(contacts, client());
        topics.prepare();
        try (TopicId id = new TopicId(topics)) {
            id.identity("a");

            makeAgain(topic, Map.of("max.message.bytes", "1000"));

            assertThatThrownBy(() -> id.identity("a"))
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining(topic + " has max.message.bytes=1000");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".dead-letter", ".sweeps"})
    void aTopicThatIsMissingIsMadeBeforeTheNextSweep(String suffix) throws InterruptedException {
        String contacts = "removed" + suffix.replace('.', '-');
        String topic = contacts + suffix;
        KafkaTopics topics = new KafkaTopics(contacts, client());
        topics.prepare();
        try (TopicId id = new TopicId(topics)) {
            broker.deleteTopic(topic);

            id.identity("a");

            assertThat(broker.config(topic, "cleanup.policy")).isEqualTo(suffix.isEmpty() ? "compact" : "delete");
        }
    }

    private void makeAgain(String topic, Map<String, String> settings) {
        broker.deleteTopic(topic);
        broker.createTopic(topic, 1, settings);
    }

    private Properties client() {
        Properties client = new Properties();
        client.put("bootstrap.servers", broker.bootstrapServers());
        return client;
    }
}
