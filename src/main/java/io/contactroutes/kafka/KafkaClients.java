package io.contactroutes.kafka;

import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Gives camel-kafka producers that fail a batch at its first record that cannot be sent. */
public final class KafkaClients extends DefaultKafkaClientFactory {

    /** Returns those of the settings of a client that a kind of client knows: it logs a warning about each other one. */
    static Properties known(Properties client, Set<String> names) {
        Properties known = new Properties();
        client.forEach((key, value) -> {
            if (names.contains(key)) {
                known.put(key, value);
            }
        });
        return known;
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public Producer getProducer(Properties settings) {
        return new BatchProducer(settings);
    }

    /**
     * Camel sends all records of a batch before it looks at the first outcome, and Kafka blocks for {@code max.block.ms} on each
     * record while it knows no broker: half a minute would become an hour.
     */
    private static final class BatchProducer<K, V> extends KafkaProducer<K, V> {

        BatchProducer(Properties settings) {
            super(settings);
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<K, V> sent, Callback callback) {
            Future<RecordMetadata> outcome = super.send(sent, callback);
            if (outcome.isDone()) {
                refuseFailed(outcome);
            }
            return outcome;
        }

        private static void refuseFailed(Future<RecordMetadata> outcome) {
            try {
                outcome.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new org.apache.kafka.common.errors.InterruptException(e);
            }
        }
    }
}
