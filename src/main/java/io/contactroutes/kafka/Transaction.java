package io.contactroutes.kafka;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final AtomicBoolean ending = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean committed;

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
     * Commits it, unless it has ended; waits until it has.
     *
     * @throws KafkaException when it cannot be committed, or was aborted
     */
    void commit() {
        end(this::commitOrDrop);
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

    /** Commits it in a thread that has the lock; false when another thread waits for the lock to end it. */
    boolean endHere() {
        try {
            return endFirst(this::commitOrDrop);
        } catch (KafkaException e) {
            LOG.debug("A transaction has failed.", e);
            return true;
        }
    }

    /** Aborts it, unless it has ended, and returns the reason. */
    KafkaException abort(KafkaException why) {
        end(() -> abortAfter(why));
        return why;
    }

    /** Gives it up with its producer, unless it has ended, and returns the reason. */
    KafkaException abandon(KafkaException why) {
        end(owner::drop);
        return why;
    }

    /** One thread ends it; the others wait for that, and not for the lock of those that send. */
    private void end(Runnable how) {
        if (!endFirst(how)) {
            awaitEnd();
        }
    }

    /** Ends it; false when another thread does. */
    private boolean endFirst(Runnable how) {
        if (!ending.compareAndSet(false, true)) {
            return false;
        }
        try {
            owner.end(this, how);
        } finally {
            ended.countDown();
        }
        return true;
    }

    private void awaitEnd() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
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
