package io.contactroutes.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.support.KafkaBroker;
import io.contactroutes.support.LogCapture;
import io.contactroutes.support.LogGuard;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** How long tombstones stay on the topic of contacts, on a real broker. */
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

    private Properties client() {
        Properties client = new Properties();
        client.put("bootstrap.servers", broker.bootstrapServers());
        return client;
    }
}
