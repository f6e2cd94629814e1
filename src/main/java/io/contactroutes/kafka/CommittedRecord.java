package io.contactroutes.kafka;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TransactionAbortedException;

/** A record that is acknowledged when its transaction is committed. */
final class CommittedRecord<K, V> implements Future<RecordMetadata> {

    private final TransactionalProducer<K, V> producer;
    private final ProducerRecord<K, V> sent;
    private final Callback callback;
    private TransactionalProducer<K, V>.Transaction transaction;
    private Future<RecordMetadata> outcome;
    private boolean again;

    CommittedRecord(TransactionalProducer<K, V> producer, ProducerRecord<K, V> sent, Callback callback) {
        this.producer = producer;
        this.sent = sent;
        this.callback = callback;
    }

    void send() {
        try {
            do {
                transaction = producer.begun();
                outcome = transaction.send(sent, callback);
            } while (outcome == null);
            if (outcome.isDone()) {
                outcome.get();
            }
        } catch (ExecutionException e) {
            sendAgain(e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause()));
        } catch (KafkaException e) {
            sendAgain(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public RecordMetadata get() throws InterruptedException, ExecutionException {
        try {
            RecordMetadata acknowledged = outcome.get();
            transaction.commit();
            return acknowledged;
        } catch (ExecutionException e) {
            return getAgain(e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause()));
        } catch (KafkaException e) {
            return getAgain(e);
        }
    }

    private RecordMetadata getAgain(KafkaException failure) throws InterruptedException, ExecutionException {
        try {
            sendAgain(failure);
        } catch (KafkaException e) {
            throw new ExecutionException(e);
        }
        return get();
    }

    /** Throws the failure if it is this record's own, or the second one. */
    private void sendAgain(KafkaException failure) {
        if (transaction != null) {
            transaction.abort(failure);
        }
        boolean anothers = failure instanceof TransactionAbortedException || failure.getClass() == KafkaException.class;
        if (again || !anothers) {
            throw failure;
        }
        again = true;
        send();
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
