package io.contactroutes.kafka;

import io.contactroutes.sink.Publisher;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
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

/**
 * A producer whose records Kafka refuses as soon as another process has taken over, those on their way included. Who takes over fences
 * the transactional id of the process; that is all that transactions are used for.
 *
 * <p>A record is acknowledged when its transaction is committed. A transaction has the records of all pages that are sent until the
 * first of these pages waits for its acknowledgement. When it fails by a record of one page, the others send theirs once more.
 */
final class TransactionalProducer<K, V> extends ForwardingProducer<K, V> {

    /** How long a record may take. The producer itself gives none up while it looks for the coordinator of transactions. */
    final Duration timeout;

    private final Properties settings;
    private final Publisher publisher;

    /** Sending reads. Beginning and ending a transaction write. */
    private final ReadWriteLock use = new ReentrantReadWriteLock(true);

    private String process;
    private Producer<K, V> producer;
    private volatile Transaction<K, V> open;

    /** Why there was no producer when it was last tried, and when, by {@link System#nanoTime}; who waited since before fails as well. */
    private RuntimeException failure;

    private long failedAt;

    TransactionalProducer(Properties settings, Publisher publisher) {
        this.settings = settings;
        this.publisher = publisher;
        Object delivery = settings.getOrDefault(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 120_000);
        this.timeout = Duration.ofMillis(Long.parseLong(delivery.toString()) + 1_000);
    }

    /** Returns the transactional id of a process. */
    static String transactionalId(String process) {
        return "contact-routes-" + process;
    }

    @Override
    Producer<K, V> producer() {
        long asked = System.nanoTime();
        return exclusively(() -> opened(asked));
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

    /** Sends a record in a transaction of its own. */
    RecordMetadata sendAlone(ProducerRecord<K, V> sent, Callback callback)
            throws InterruptedException, ExecutionException {
        long asked = System.nanoTime();
        while (true) {
            Transaction<K, V> others;
            use.writeLock().lock();
            try {
                others = open;
                if (others == null || others.endHere()) {
                    return commitAlone(begun(asked), sent, callback);
                }
            } finally {
                use.writeLock().unlock();
            }
            others.tryCommit();
        }
    }

    private RecordMetadata commitAlone(Transaction<K, V> alone, ProducerRecord<K, V> sent, Callback callback)
            throws InterruptedException, ExecutionException {
        Future<RecordMetadata> outcome = alone.send(sent, callback);
        alone.tryCommit();
        RecordMetadata acknowledged = outcome.get();
        alone.commit();
        return acknowledged;
    }

    /** Returns the open transaction; begins one when there is none. */
    Transaction<K, V> begun() {
        return begun(System.nanoTime());
    }

    private Transaction<K, V> begun(long asked) {
        Transaction<K, V> begun = open;
        return begun != null
                ? begun
                : exclusively(() -> {
                    if (open == null) {
                        Producer<K, V> opened = opened(asked);
                        opened.beginTransaction();
                        open = new Transaction<>(this, opened);
                    }
                    return open;
                });
    }

    /**
     * Returns the producer; another one when this process has another id, or after a failure. It has the fence of an earlier one of the
     * same id lifted, which is right only as long as no other process can have taken over.
     */
    private Producer<K, V> opened(long asked) {
        if (producer == null && failure != null && failedAt - asked > 0) {
            throw failure;
        }
        String id = publisher.id().orElseThrow();
        if (producer != null && !id.equals(process)) {
            open = null;
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
                failure = e;
                failedAt = System.nanoTime();
                throw e;
            }
        }
        return producer;
    }

    /** Closes the producer, which has failed; the next transaction has another one. */
    void drop() {
        producer.close(Duration.ZERO);
        producer = null;
    }

    boolean isOpen(Transaction<K, V> transaction) {
        return open == transaction;
    }

    /** Does something while no transaction ends; null when this one has ended. */
    <T> T whileOpen(Transaction<K, V> transaction, Supplier<T> step) {
        use.readLock().lock();
        try {
            return open == transaction ? step.get() : null;
        } finally {
            use.readLock().unlock();
        }
    }

    /** Ends a transaction, unless it has ended. */
    void end(Transaction<K, V> transaction, Runnable how) {
        exclusively(() -> {
            if (open == transaction) {
                open = null;
                how.run();
            }
            return null;
        });
    }

    private <T> T exclusively(Supplier<T> step) {
        use.writeLock().lock();
        try {
            return step.get();
        } finally {
            use.writeLock().unlock();
        }
    }
}
