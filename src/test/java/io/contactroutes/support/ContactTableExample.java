package io.contactroutes.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** A table of all contacts, built from Kafka, that knows as of when each account is whole in it. */
public final class ContactTableExample implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String topic;
    private final KafkaConsumer<String, byte[]> consumer;
    private final List<TopicPartition> contacts;
    private final Map<String, JsonNode> rows = new HashMap<>();
    private final Map<String, Instant> wholeAsOf = new HashMap<>();
    private final List<Proof> proofs = new ArrayList<>();

    /** A whole sweep, all records of which lie before these offsets. */
    private record Proof(String account, Instant asOf, Map<TopicPartition, Long> ends) {}

    public ContactTableExample(String brokers, String topic) {
        this.topic = topic;
        this.consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers), new StringDeserializer(), new ByteArrayDeserializer());
        this.contacts = partitions(topic);
        List<TopicPartition> all = new ArrayList<>(contacts);
        all.addAll(partitions(topic + ".sweeps"));
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    /** Takes what has come; to be called again and again. */
    public void poll() throws IOException {
        for (ConsumerRecord<String, byte[]> taken : consumer.poll(Duration.ofMillis(100))) {
            if (!taken.topic().equals(topic)) {
                receipt(JSON.readTree(taken.value()));
            } else if (taken.value() == null) {
                rows.remove(taken.key());
            } else {
                rows.put(taken.key(), JSON.readTree(taken.value()));
            }
        }
        proofs.removeIf(proof -> {
            boolean reached =
                    proof.ends().entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            if (reached) {
                wholeAsOf.merge(proof.account(), proof.asOf(), (a, b) -> a.isAfter(b) ? a : b);
            }
            return reached;
        });
    }

    /** A receipt may overtake the contacts, which are on other partitions: the proof holds once these are read, too. */
    private void receipt(JsonNode receipt) {
        if (receipt.path("whole").asBoolean()) {
            Instant startedAt = Instant.parse(receipt.path("startedAt").asText());
            proofs.add(new Proof(receipt.path("account").asText(), startedAt, consumer.endOffsets(contacts)));
        }
    }

    /** The contacts, by uid. */
    public Map<String, JsonNode> rows() {
        return rows;
    }

    /** The table has all that the account listed at this time, or what became of it since; null if that is not known. */
    public Instant wholeAsOf(String account) {
        return wholeAsOf.get(account);
    }

    private List<TopicPartition> partitions(String name) {
        return consumer.partitionsFor(name).stream()
                .map(partition -> new TopicPartition(name, partition.partition()))
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
