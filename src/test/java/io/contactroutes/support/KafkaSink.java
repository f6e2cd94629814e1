package io.contactroutes.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a subscriber finds in Kafka. */
public final class KafkaSink {

    private KafkaSink() {}

    /** All records of a topic of contacts, in the form that they have in files. */
    public static List<JsonNode> contacts(KafkaBroker broker, String topic) {
        return broker.records(topic).stream().map(KafkaSink::contact).toList();
    }

    /** All receipts that belong to a topic of contacts, each of which keeps the schema. */
    public static List<JsonNode> receipts(KafkaBroker broker, String topic) {
        List<JsonNode> receipts = values(broker, topic + ".sweeps");
        receipts.forEach(ReceiptSchema::check);
        return receipts;
    }

    /** All dead letters that belong to a topic of contacts. */
    public static List<JsonNode> deadLetters(KafkaBroker broker, String topic) {
        return values(broker, topic + ".dead-letter");
    }

    private static List<JsonNode> values(KafkaBroker broker, String topic) {
        return broker.records(topic).stream()
                .map(record -> SinkFiles.parsed(new String(record.value(), UTF_8)))
                .toList();
    }

    private static JsonNode contact(ConsumerRecord<String, byte[]> contact) {
        return contact.value() == null
                ? JsonNodeFactory.instance
                        .objectNode()
                        .put("uid", contact.key())
                        .put("deleted", true)
                : SinkFiles.parsed(new String(contact.value(), UTF_8));
    }
}
