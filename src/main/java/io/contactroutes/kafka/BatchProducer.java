package io.contactroutes.kafka;

import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.InterruptException;

/**
 * A producer that fails at a record that has failed already, and says why one fails.
 *
 * <p>Camel sends all records of a batch before it looks at the first outcome, and Kafka blocks for {@code max.block.ms} on each
 * record while it knows no broker: half a minute would become an hour.
 */
final class BatchProducer<K, V> extends ForwardingProducer<K, V> {

    private final Producer<K, V> producer;
    private final Properties settings;

    /** @param settings those of the producer, for what is said of its failures */
    BatchProducer(Producer<K, V> producer, Properties settings) {
        this.producer = producer;
        this.settings = settings;
    }

    @Override
    Producer<K, V> producer() {
        return producer;
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<K, V> sent, Callback callback) {
        try {
            Future<RecordMetadata> outcome = producer.send(sent, callback);
            if (outcome.isDone()) {
                outcome.get();
            }
            return new Acknowledgement(outcome, settings);
        } catch (ExecutionException e) {
            throw explained(e.getCause(), settings);
        } catch (KafkaException e) {
            throw explained(e, settings);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static RuntimeException explained(Throwable failure, Properties settings) {
        return KafkaFailure.of(failure, settings, AclOperation.WRITE);
    }

    /** Looks for the reason of a failure when it is asked for the outcome, and not in the thread that sends. */
    private record Acknowledgement(Future<RecordMetadata> outcome, Properties settings)
            implements Future<RecordMetadata> {

        @Override
        public RecordMetadata get() throws InterruptedException, ExecutionException {
            try {
                return outcome.get();
            } catch (ExecutionException e) {
                throw new ExecutionException(explained(e.getCause(), settings));
            }
        }

        @Override
        public RecordMetadata get(long timeout, TimeUnit unit)
                throws InterruptedException, ExecutionException, TimeoutException {
            try {
                return outcome.get(timeout, unit);
            } catch (ExecutionException e) {
                throw new ExecutionException(explained(e.getCause(), settings));
            }
        }

        @Override
        public boolean cancel(boolean mayInterrupt) {
            return outcome.cancel(mayInterrupt);
        }

        @Override
        public boolean isCancelled() {
            return outcome.isCancelled();
        }

        @Override
        public boolean isDone() {
            return outcome.isDone();
        }
    }
}
