package io.contactroutes.kafka;

import io.contactroutes.sink.Publication;
import io.contactroutes.sink.SinkRecord;
import io.contactroutes.sink.Stream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultMessage;
import org.apache.kafka.common.utils.Utils;

/**
 * Makes one message of each record, with its topic, key and partition; {@link KafkaRecordSerializer} gives it its value and headers.
 * Bean {@code kafkaRecords}.
 */
public final class KafkaRecords {

    private final String contactsTopic;
    private final CamelContext context;
    private final Supplier<OptionalInt> partitions;

    /** @param partitions among how many partitions contacts are spread; empty to leave it to the producer */
    public KafkaRecords(String contactsTopic, CamelContext context, Supplier<OptionalInt> partitions) {
        this.contactsTopic = contactsTopic;
        this.context = context;
        this.partitions = partitions;
    }

    /** The messages of a publication as one batch; no batch of an empty publication. */
    public List<List<Message>> batches(@Body Publication publication) {
        List<SinkRecord> records = publication.records();
        return records.isEmpty()
                ? List.of()
                : List.of(records.stream().map(this::message).toList());
    }

    private Message message(SinkRecord sinkRecord) {
        Message message = new DefaultMessage(context);
        message.setBody(sinkRecord);
        message.setHeader(KafkaConstants.OVERRIDE_TOPIC, sinkRecord.stream().topic(contactsTopic));
        message.setHeader(KafkaConstants.KEY, sinkRecord.key());
        if (sinkRecord.stream() == Stream.CONTACTS) {
            partitions
                    .get()
                    .ifPresent(
                            all -> message.setHeader(KafkaConstants.PARTITION_KEY, partition(sinkRecord.key(), all)));
        }
        return message;
    }

    /**
     * Returns the partition that Kafka's own partitioner gives a key. A producer may take minutes to see that a topic has more, and
     * would go on with the former ones.
     */
    private static int partition(String key, int all) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % all;
    }
}
