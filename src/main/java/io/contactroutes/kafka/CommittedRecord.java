package io.contactroutes.kafka;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;

/** A record that is acknowledged when its transaction is committed. */
final class CommittedRecord<K, V> implements Future<RecordMetadata> {

    private final TransactionalProducer<K, V> producer;
    private final ProducerRecord<K, V> sent;
    private final Callback callback;
    private Transaction<K, V> transaction;
    private Future<RecordMetadata> outcome;

    CommittedRecord(TransactionalProducer<K, V> producer, ProducerRecord<K, V> sent, Callback callback) {
        this.producer = producer;
        this.sent = sent;
        this.callback = callback;
    }

    /** Sends it in the open transaction. One that fails at once ends that transaction, as Kafka takes no more records in it. */
    void send() {
        do {
            transaction = producer.begun();
            try {
                outcome = transaction.send(sent, callback);
                if (outcome != null && outcome.isDone()) {
                    outcome.get();
                }
            } catch (ExecutionException e) {
                throw transaction.abort(cause(e));
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            } catch (KafkaException e) {
                transaction.abort(e);
                if (!isBroken(e)) {
                    throw e;
                }
                outcome = null;
            }
        } while (outcome == null);
    }

    /** Returns whether a record cannot be sent since the transaction has failed by another one. */
    private static boolean isBroken(KafkaException failure) {
        return failure.getClass() == KafkaException.class;
    }

    /**
     * Waits until it is committed. When the transaction fails, which may be by the record of another page, it is sent once more, in one
     * of its own.
     */
    @Override
    public RecordMetadata get() throws InterruptedException, ExecutionException {
        try {
            RecordMetadata acknowledged = outcome.get(producer.timeout.toMillis(), TimeUnit.MILLISECONDS);
            transaction.commit();
            return acknowledged;
        } catch (java.util.concurrent.TimeoutException e) {
            throw new ExecutionException(
                    transaction.abandon(new TimeoutException("A record was not acknowledged in time", e)));
        } catch (ExecutionException e) {
            return getAlone(cause(e));
        } catch (KafkaException e) {
            return getAlone(e);
        }
    }

    private RecordMetadata getAlone(KafkaException failure) throws InterruptedException, ExecutionException {
        transaction.abort(failure);
        if (failure instanceof TimeoutException) {
            throw new ExecutionException(failure);
        }
        return producer.sendAlone(sent, callback);
    }

    private static KafkaException cause(ExecutionException failure) {
        return failure.getCause() instanceof KafkaException known ? known : new KafkaException(failure.getCause());
    }

    @Override
    public RecordMetadata get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException {
        return get();
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        return false;
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    /** A record that is only sent may still be aborted. */
    @Override
    public boolean isDone() {
        return transaction.hasEnded();
    }
}
