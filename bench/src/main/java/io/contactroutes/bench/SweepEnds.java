package io.contactroutes.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Follows the receipts of a topic of contacts and counts sweeps that were complete. */
final class SweepEnds implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final KafkaConsumer<String, byte[]> consumer;
    private final String topic;
    private final Set<String> accounts = new HashSet<>();
    private boolean assigned;
    private long complete;
    private long others;

    SweepEnds(String brokers, String topic) {
        this.topic = topic + ".sweeps";
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Takes what has come within a second. */
    void poll() throws IOException {
        if (!assigned) {
            assigned = assign();
        }
        Duration wait = Duration.ofSeconds(1);
        if (!assigned) {
            return;
        }
        for (ConsumerRecord<String, byte[]> receipt : consumer.poll(wait)) {
            JsonNode json = JSON.readTree(receipt.value());
            if (json.path("status").asText().equals("complete")) {
                complete++;
                accounts.add(json.path("account").asText());
            } else if (json.path("event").asText().equals("ended")) {
                others++;
            }
        }
    }

    private boolean assign() {
        List<TopicPartition> partitions = consumer.listTopics().getOrDefault(topic, List.of()).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        if (!partitions.isEmpty()) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        }
        return !partitions.isEmpty();
    }

    /** How many accounts have had a complete sweep. */
    int accounts() {
        return accounts.size();
    }

    long complete() {
        return complete;
    }

    /** Sweeps that ended in another way. */
    long others() {
        return others;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
