package io.contactroutes.kafka;

import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The records that a {@link TransactionalProducer} commits together. */
final class Transaction<K, V> {

    private static final Logger LOG = LoggerFactory.getLogger(Transaction.class);

    private final TransactionalProducer<K, V> owner;
    private final Producer<K, V> sender;
    private boolean committed;

    Transaction(TransactionalProducer<K, V> owner, Producer<K, V> sender) {
        this.owner = owner;
        this.sender = sender;
    }

    /** Sends a record; null when the transaction has ended meanwhile. */
    Future<RecordMetadata> send(ProducerRecord<K, V> sent, Callback callback) {
        return owner.whileOpen(this, () -> sender.send(sent, callback));
    }

    boolean hasEnded() {
        return !owner.isOpen(this);
    }

    /**
     * Commits it, unless it is.
     *
     * @throws KafkaException when it cannot be committed, or was aborted
     */
    void commit() {
        owner.end(this, this::commitOrDrop);
        if (!committed) {
            throw new TransactionAbortedException();
        }
    }

    /** Commits it; its records find out when that fails. */
    void tryCommit() {
        try {
            commit();
        } catch (KafkaException e) {
            LOG.debug("A transaction has failed.", e);
        }
    }

    /** Aborts it, unless it has ended, and returns the reason. */
    KafkaException abort(KafkaException why) {
        owner.end(this, () -> abortAfter(why));
        return why;
    }

    /** Gives it up with its producer, unless it has ended, and returns the reason. */
    KafkaException abandon(KafkaException why) {
        owner.end(this, owner::drop);
        return why;
    }

    private void commitOrDrop() {
        try {
            sender.commitTransaction();
            committed = true;
        } catch (TimeoutException | InterruptException e) {
            owner.drop(); // It is not known whether it was committed.
            throw e;
        } catch (KafkaException e) {
            abortAfter(e);
            throw e;
        }
    }

    /** A producer that cannot even abort is of no more use. */
    private void abortAfter(KafkaException failure) {
        try {
            sender.abortTransaction();
        } catch (KafkaException | IllegalStateException e) {
            failure.addSuppressed(e);
            owner.drop();
        }
    }
}
