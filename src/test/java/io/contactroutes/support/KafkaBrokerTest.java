package io.contactroutes.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The broker that other tests stand on does what they take for granted. */
class KafkaBrokerTest {

    private static KafkaBroker broker;

    @BeforeAll
    static void start() {
        broker = KafkaBroker.start();
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void readsBackEveryRecordOfATopic() throws Exception {
        broker.createTopic("read-back", 3, Map.of("cleanup.policy", "compact"));
        List<String> keys = IntStream.range(0, 100).mapToObj(i -> "key-" + i).toList();

        produce("read-back", keys);

        assertThat(broker.records("read-back"))
                .extracting(record -> record.key() + "=" + new String(record.value(), UTF_8))
                .containsExactlyInAnyOrderElementsOf(
                        keys.stream().map(key -> key + "=" + key).toList());
    }

    @Test
    void keepsItsPortAndDataWhenKilled() throws Exception {
        broker.createTopic("killed", 1, Map.of());
        String address = broker.bootstrapServers();
        produce("killed", List.of("before"));

        broker.kill();
        broker.restart();
        produce("killed", List.of("after"));

        assertThat(broker.bootstrapServers()).isEqualTo(address);
        assertThat(broker.records("killed")).extracting("key").containsExactly("before", "after");
    }

    @Test
    void answersNothingWhilePaused() throws Exception {
        broker.createTopic("paused", 1, Map.of());
        broker.pause();
        try {
            assertThatThrownBy(() -> produce("paused", List.of("lost"))).hasRootCauseInstanceOf(TimeoutException.class);
        } finally {
            broker.resume();
        }

        produce("paused", List.of("awake"));

        assertThat(broker.records("paused")).extracting("key").containsExactly("awake");
    }

    private static void produce(String topic, List<String> keys) throws ExecutionException, InterruptedException {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "acks", "all",
                "max.block.ms", 2_000,
                "request.timeout.ms", 2_000,
                "delivery.timeout.ms", 3_000);
        try (Producer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            var sent = keys.stream()
                    .map(key -> producer.send(new ProducerRecord<>(topic, key, key)))
                    .toList();
            for (var acknowledgement : sent) {
                acknowledgement.get();
            }
        }
    }
}
