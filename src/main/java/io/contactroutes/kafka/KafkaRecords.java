package io.contactroutes.kafka;

import io.contactroutes.sink.Publication;
import io.contactroutes.sink.SinkRecord;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultMessage;

/**
 * Makes one message of each record, with its topic and key; {@link KafkaRecordSerializer} gives it its value and headers. Bean
 * {@code kafkaRecords}.
 */
public final class KafkaRecords {

    private final String contactsTopic;
    private final CamelContext context;

    public KafkaRecords(String contactsTopic, CamelContext context) {
        this.contactsTopic = contactsTopic;
        this.context = context;
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
        return message;
    }
}
