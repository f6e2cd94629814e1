package io.contactroutes.kafka;

import io.contactroutes.sink.Publisher;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionAbortedException;

/**
 * A producer whose records Kafka refuses as soon as another process has taken over, those on their way included. Who takes over fences
 * the transactional id of the process; that is all that transactions are used for.
 *
 * <p>A record is acknowledged when its transaction is committed. A transaction has the records of all pages that are sent until the
 * first of these pages waits for its acknowledgement. When it fails by a record of one page, the others send theirs once more.
 */
final class TransactionalProducer<K, V> extends ForwardingProducer<K, V> {

    private final Properties settings;
    private final Publisher publisher;

    /** Sending reads. Beginning and ending a transaction write. */
    private final ReadWriteLock use = new ReentrantReadWriteLock(true);

    private String process;
    private Producer<K, V> producer;
    private volatile Transaction open;

    TransactionalProducer(Properties settings, Publisher publisher) {
        this.settings = settings;
        this.publisher = publisher;
    }

    /** Returns the transactional id of a process. */
    static String transactionalId(String process) {
        return "contact-routes-" + process;
    }

    @Override
    Producer<K, V> producer() {
        return exclusively(this::opened);
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<K, V> sent, Callback callback) {
        CommittedRecord<K, V> committed = new CommittedRecord<>(this, sent, callback);
        committed.send();
        return committed;
    }

    @Override
    public void close(Duration timeout) {
        exclusively(() -> {
            if (producer != null) {
                producer.close(timeout);
            }
            return null;
        });
    }

    /** Returns the open transaction; begins one when there is none. */
    Transaction begun() {
        Transaction begun = open;
        return begun != null
                ? begun
                : exclusively(() -> {
                    if (open == null) {
                        Producer<K, V> opened = opened();
                        opened.beginTransaction();
                        open = new Transaction(opened);
                    }
                    return open;
                });
    }

    /**
     * Returns the producer; another one when this process has another id, or after a failure. It has the fence of an earlier one of the
     * same id lifted, which is right only as long as no other process can have taken over.
     */
    private Producer<K, V> opened() {
        String id = publisher.id().orElseThrow();
        if (producer != null && !id.equals(process)) {
            drop();
        }
        if (producer == null) {
            Properties own = new Properties();
            own.putAll(settings);
            own.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId(id));
            process = id;
            producer = new KafkaProducer<>(own);
            try {
                producer.initTransactions();
                publisher.confirm(id);
            } catch (RuntimeException e) {
                drop();
                throw e;
            }
        }
        return producer;
    }

    private void drop() {
        open = null;
        producer.close(Duration.ZERO);
        producer = null;
    }

    private <T> T exclusively(Supplier<T> step) {
        use.writeLock().lock();
        try {
            return step.get();
        } finally {
            use.writeLock().unlock();
        }
    }

    /** The records that are committed together. */
    final class Transaction {

        private final Producer<K, V> sender;
        private boolean committed;

        Transaction(Producer<K, V> sender) {
            this.sender = sender;
        }

        /** Sends a record; null when the transaction has ended meanwhile. */
        Future<RecordMetadata> send(ProducerRecord<K, V> sent, Callback callback) {
            use.readLock().lock();
            try {
                return open == this ? sender.send(sent, callback) : null;
            } finally {
                use.readLock().unlock();
            }
        }

        boolean hasEnded() {
            return open != this;
        }

        /** Commits it, unless it has ended. */
        void commit() {
            boolean done = exclusively(() -> {
                if (open == this) {
                    open = null;
                    commitOrDrop();
                    committed = true;
                }
                return committed;
            });
            if (!done) {
                throw new TransactionAbortedException();
            }
        }

        /** Aborts it, unless it has ended. */
        void abort(KafkaException why) {
            exclusively(() -> {
                if (open == this) {
                    open = null;
                    abortAfter(why);
                }
                return null;
            });
        }

        private void commitOrDrop() {
            try {
                sender.commitTransaction();
            } catch (TimeoutException | InterruptException e) {
                drop(); // It is not known whether it was committed.
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
                drop();
            }
        }
    }
}
