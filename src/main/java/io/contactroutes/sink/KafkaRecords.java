package io.contactroutes.sink;

import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultMessage;

/**
 * Gives records the form that Kafka's subscribers see: CloudEvents 1.0, Kafka protocol binding, binary mode. Bean
 * {@code kafkaRecords}.
 */
public final class KafkaRecords {

    private final String contactsTopic;
    private final CamelContext context;

    public KafkaRecords(String contactsTopic, CamelContext context) {
        this.contactsTopic = contactsTopic;
        this.context = context;
    }

    public List<Message> messages(@Body List<SinkRecord> records) {
        return records.stream().map(this::message).toList();
    }

    private Message message(SinkRecord sinkRecord) {
        Message message = new DefaultMessage(context);
        message.setBody(sinkRecord.value());
        message.setHeader(KafkaConstants.OVERRIDE_TOPIC, sinkRecord.stream().topic(contactsTopic));
        message.setHeader(KafkaConstants.KEY, sinkRecord.key());
        message.setHeader("ce_specversion", "1.0");
        message.setHeader("ce_id", sinkRecord.id());
        message.setHeader("ce_source", "/contacts/" + sinkRecord.account());
        message.setHeader("ce_type", sinkRecord.type());
        message.setHeader("ce_time", sinkRecord.time().toString());
        message.setHeader("ce_subject", sinkRecord.key());
        message.setHeader("ce_dataschema", sinkRecord.dataSchema());
        message.setHeader("content-type", "application/json");
        message.setHeader("sweep-id", sinkRecord.sweep());
        return message;
    }
}
