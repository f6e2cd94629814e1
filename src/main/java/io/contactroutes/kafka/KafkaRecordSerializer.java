package io.contactroutes.kafka;

import io.contactroutes.sink.SinkRecord;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes a record's value and, as CloudEvents 1.0 (Kafka protocol binding, binary mode), its headers. Camel gives all records
 * of a batch the headers of the batch; only the serializer sees each record.
 */
public final class KafkaRecordSerializer implements Serializer<SinkRecord> {

    @Override
    public byte[] serialize(String topic, SinkRecord sinkRecord) {
        throw new UnsupportedOperationException("A record needs its headers");
    }

    /** @return null for a tombstone */
    @Override
    public byte[] serialize(String topic, Headers headers, SinkRecord sinkRecord) {
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", sinkRecord.id());
        add(headers, "ce_source", "/contacts/" + sinkRecord.account());
        add(headers, "ce_type", sinkRecord.type());
        add(headers, "ce_time", sinkRecord.time().toString());
        add(headers, "ce_subject", sinkRecord.key());
        add(headers, "ce_dataschema", sinkRecord.dataSchema());
        add(headers, "content-type", "application/json");
        add(headers, "sweep-id", sinkRecord.sweep());
        return sinkRecord.value();
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
