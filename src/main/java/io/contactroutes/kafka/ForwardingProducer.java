package io.contactroutes.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** A producer that has another one send; transactions are nothing that its user begins. */
abstract class ForwardingProducer<K, V> implements Producer<K, V> {

    private static final String NO_TRANSACTIONS = "Transactions are begun where they are needed, not by who sends";

    /** Returns the producer that sends. */
    abstract Producer<K, V> producer();

    @Override
    public Future<RecordMetadata> send(ProducerRecord<K, V> sent) {
        return send(sent, null);
    }

    @Override
    public void flush() {
        producer().flush();
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return producer().partitionsFor(topic);
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        return producer().metrics();
    }

    @Override
    public Uuid clientInstanceId(Duration timeout) {
        return producer().clientInstanceId(timeout);
    }

    @Override
    public void close() {
        close(Duration.ofMillis(Long.MAX_VALUE));
    }

    @Override
    public void close(Duration timeout) {
        producer().close(timeout);
    }

    @Override
    public void initTransactions() {
        throw new UnsupportedOperationException(NO_TRANSACTIONS);
    }

    @Override
    public void beginTransaction() {
        throw new UnsupportedOperationException(NO_TRANSACTIONS);
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata consumers) {
        throw new UnsupportedOperationException(NO_TRANSACTIONS);
    }

    @Override
    @Deprecated
    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, String group) {
        throw new UnsupportedOperationException(NO_TRANSACTIONS);
    }

    @Override
    public void commitTransaction() {
        throw new UnsupportedOperationException(NO_TRANSACTIONS);
    }

    @Override
    public void abortTransaction() {
        throw new UnsupportedOperationException(NO_TRANSACTIONS);
    }
}
