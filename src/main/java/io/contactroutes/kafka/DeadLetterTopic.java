package io.contactroutes.kafka;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.sink.Stream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the dead letters of an account back from their topic. */
public final class DeadLetterTopic {

    private final String topic;
    private final Properties client;
    private final ObjectMapper json = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /**
     * @param contactsTopic {@code contacts.kafka.topic}
     * @param client the settings of a Kafka client: brokers, security
     */
    public DeadLetterTopic(String contactsTopic, Properties client) {
        this.topic = Stream.DEAD_LETTERS.topic(contactsTopic);
        this.client = KafkaClients.known(client, ConsumerConfig.configNames());
        this.client.put(ConsumerConfig.CLIENT_ID_CONFIG, "contact-routes-replay");
        this.client.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    }

    /**
     * Passes on all that are on the topic now, one by one: there may be more than the heap has room for.
     *
     * @throws ConfigurationException when Kafka gives none, with the reason
     */
    public void forEach(String account, Consumer<JsonNode> reader) {
        try {
            read(account, reader);
        } catch (KafkaException e) {
            throw KafkaFailure.of(e, client, AclOperation.READ);
        }
    }

    private void read(String account, Consumer<JsonNode> reader) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> letter : consumer.poll(Duration.ofSeconds(1))) {
                    passOn(reader, account, letter.value());
                }
            }
        }
    }

    private void passOn(Consumer<JsonNode> reader, String account, byte[] value) {
        JsonNode letter = value == null ? null : parsed(value);
        if (letter != null && account.equals(letter.path("account").textValue())) {
            reader.accept(letter);
        }
    }

    private JsonNode parsed(byte[] value) {
        try {
            return json.readTree(value);
        } catch (IOException e) {
            throw new UncheckedIOException("A record of the topic " + topic + " is not a dead letter", e);
        }
    }
}
