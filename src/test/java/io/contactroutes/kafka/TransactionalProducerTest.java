package io.contactroutes.kafka;

import static io.contactroutes.support.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contactroutes.sink.Publisher;
import io.contactroutes.support.KafkaBroker;
import io.contactroutes.support.LogGuard;
import io.contactroutes.support.LoopbackPort;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A producer of a process that another one may replace, against a real broker. */
@Timeout(60)
class TransactionalProducerTest {

    private final KafkaBroker broker = KafkaBroker.shared();
    private final String topic = "transactions-" + UUID.randomUUID();
    private final Process process = new Process();
    private TransactionalProducer<String, String> producer;

    /** A process that has lost what it held when another one has taken over. */
    private static final class Process implements Publisher {

        private String id = UUID.randomUUID().toString();
        private boolean replaced;
        private int confirmed;

        @Override
        public Optional<String> id() {
            return Optional.of(id);
        }

        @Override
        public void confirm(String asked) {
            confirmed++;
            assertThat(asked).isEqualTo(id);
            if (replaced) {
                throw new IllegalStateException("replaced");
            }
        }
    }

    @BeforeEach
    void open() {
        LogGuard.tolerate("There is a newer producer with the same transactionalId");
        broker.createTopic(topic, 1, Map.of());
        Properties settings = new Properties();
        settings.put("bootstrap.servers", broker.bootstrapServers());
        settings.put("key.serializer", StringSerializer.class.getName());
        settings.put("value.serializer", StringSerializer.class.getName());
        settings.put("enable.idempotence", "true");
        settings.put("acks", "all");
        settings.put("linger.ms", "1");
        producer = new TransactionalProducer<>(settings, process);
    }

    @AfterEach
    void close() {
        producer.close(Duration.ZERO);
    }

    @Test
    void aRecordIsAcknowledgedWhenItIsCommitted() throws Exception {
        Future<RecordMetadata> sent = send("a");
        await("the record", () -> values(records("read_uncommitted")).equals(List.of("a")));
        assertThat(values(records("read_committed")))
                .as("no one waits for it yet")
                .isEmpty();
        assertThat(sent.isDone()).isFalse();

        sent.get();

        assertThat(values(committed())).containsExactly("a");
        assertThat(sent.isDone()).isTrue();
    }

    @Test
    void pagesThatAreSentMeanwhileAreInOneTransaction() throws Exception {
        int pages = 40;
        List<Callable<Void>> work = IntStream.range(0, pages)
                .<Callable<Void>>mapToObj(page -> () -> {
                    publish(IntStream.range(0, 10).mapToObj(i -> page + "." + i).toList());
                    return null;
                })
                .toList();
        ExecutorService workers = Executors.newFixedThreadPool(8);
        try {
            for (Future<Void> done : workers.invokeAll(work)) {
                done.get();
            }
        } finally {
            workers.shutdownNow();
        }

        List<ConsumerRecord<String, String>> records = committed();
        assertThat(records).hasSize(10 * pages);
        for (int page = 0; page < pages; page++) {
            String prefix = page + ".";
            assertThat(records.stream().map(ConsumerRecord::value).filter(value -> value.startsWith(prefix)))
                    .as("in order")
                    .containsExactlyElementsOf(
                            IntStream.range(0, 10).mapToObj(i -> prefix + i).toList());
        }
        long transactions = records.get(records.size() - 1).offset() + 1 - records.size();
        assertThat(transactions).as("markers between the records").isLessThan(pages);
        assertThat(process.confirmed).isEqualTo(1);
    }

    @Test
    void whoTakesOverHasTheRestRefused() throws Exception {
        publish(List.of("a"));
        Future<RecordMetadata> onItsWay = send("b");
        await("the record", () -> values(records("read_uncommitted")).contains("b"));

        fence();
        process.replaced = true;

        assertThatThrownBy(onItsWay::get).hasMessage("replaced");
        assertThatThrownBy(() -> publish(List.of("c"))).hasMessage("replaced");
        assertThat(values(committed())).containsExactly("a");
        assertThat(values(records("read_uncommitted"))).doesNotContain("c");
    }

    /** Such as one whose transaction the broker has ended, as it was frozen for a minute, while no other process was there. */
    @Test
    void aProcessThatWasNotReplacedGoesOn() throws Exception {
        publish(List.of("a"));
        fence();

        publish(List.of("b"));

        assertThat(values(committed())).containsExactly("a", "b");
        assertThat(process.confirmed).isEqualTo(2);
    }

    @Test
    void aRecordThatIsRefusedLeavesThoseOfOtherPages() throws Exception {
        Future<RecordMetadata> first = send("a");
        Future<RecordMetadata> second = send("b");

        assertThatThrownBy(() -> send("x".repeat(2_000_000))).isInstanceOf(RecordTooLargeException.class);

        first.get();
        second.get();
        assertThat(values(committed())).containsExactly("a", "b");
    }

    @Test
    void aProcessThatTakesPartAgainHasAnotherProducer() throws Exception {
        publish(List.of("a"));
        String former = process.id;
        process.id = UUID.randomUUID().toString();

        publish(List.of("b"));
        fence(former);
        publish(List.of("c"));

        assertThat(values(committed())).containsExactly("a", "b", "c");
    }

    @Test
    void aBrokerThatWasAwayIsUsedAgain() throws Exception {
        try (KafkaBroker own = KafkaBroker.start()) {
            own.createTopic(topic, 1, Map.of());
            Properties settings = new Properties();
            settings.put("bootstrap.servers", own.bootstrapServers());
            settings.put("key.serializer", StringSerializer.class.getName());
            settings.put("value.serializer", StringSerializer.class.getName());
            settings.put("max.block.ms", "2000");
            settings.put("request.timeout.ms", "1000");
            settings.put("delivery.timeout.ms", "1500");
            settings.put("linger.ms", "0");
            TransactionalProducer<String, String> impatient = new TransactionalProducer<>(settings, process);
            impatient.send(new ProducerRecord<>(topic, "a"), null).get();
            own.kill();

            assertThatThrownBy(() -> impatient
                            .send(new ProducerRecord<>(topic, "b"), null)
                            .get())
                    .isInstanceOf(Exception.class);
            own.restart();
            await("the broker", () -> {
                try {
                    impatient.send(new ProducerRecord<>(topic, "c"), null).get();
                    return true;
                } catch (Exception e) {
                    return false;
                }
            });
            assertThat(own.records(topic))
                    .extracting(record -> new String(record.value(), StandardCharsets.UTF_8))
                    .startsWith("a")
                    .endsWith("c");
            impatient.close(Duration.ZERO);
        }
    }

    /** Each attempt takes {@code max.block.ms}: a thousand pages that wait for it must not make a thousand attempts. */
    @Test
    void pagesThatWaitForABrokerFailTogether() throws Exception {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", "localhost:" + LoopbackPort.free());
        settings.put("key.serializer", StringSerializer.class.getName());
        settings.put("value.serializer", StringSerializer.class.getName());
        settings.put("max.block.ms", "500");
        List<Thread> pages = new ArrayList<>();
        AtomicInteger attempts = new AtomicInteger();
        Publisher waited = new Publisher() {
            @Override
            public Optional<String> id() {
                attempts.incrementAndGet();
                await(
                        "the other pages",
                        () -> pages.stream()
                                        .filter(page -> page.getState() == Thread.State.WAITING)
                                        .count()
                                == pages.size() - 1);
                return Optional.of("away");
            }

            @Override
            public void confirm(String id) {}
        };
        TransactionalProducer<String, String> away = new TransactionalProducer<>(settings, waited);
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 5; i++) {
            Thread page = new Thread(() -> away.send(new ProducerRecord<>(topic, "a"), null));
            page.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
            pages.add(page);
        }
        pages.forEach(Thread::start);
        for (Thread page : pages) {
            page.join();
        }

        assertThat(failures).hasSize(5).hasOnlyElementsOfType(TimeoutException.class);
        assertThat(attempts).hasValue(1);
    }

    private Future<RecordMetadata> send(String value) {
        return producer.send(new ProducerRecord<>(topic, value), null);
    }

    /** As Camel does with the records of a page. */
    private void publish(List<String> page) throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        page.forEach(value -> sent.add(send(value)));
        for (Future<RecordMetadata> each : sent) {
            each.get();
        }
    }

    private void fence() throws ExecutionException, InterruptedException {
        fence(process.id);
    }

    private void fence(String id) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.fenceProducers(List.of(TransactionalProducer.transactionalId(id)))
                    .all()
                    .get();
        }
    }

    private static List<String> values(List<ConsumerRecord<String, String>> records) {
        return records.stream().map(ConsumerRecord::value).toList();
    }

    /** All that is committed, when no transaction is open any more: its end is known to the topic a little later than to its producer. */
    private List<ConsumerRecord<String, String>> committed() {
        try (KafkaConsumer<String, String> consumer = consumer("read_uncommitted")) {
            return records("read_committed", end(consumer));
        }
    }

    /** All that a consumer sees now. */
    private List<ConsumerRecord<String, String>> records(String isolation) {
        try (KafkaConsumer<String, String> consumer = consumer(isolation)) {
            return records(isolation, end(consumer));
        }
    }

    private List<ConsumerRecord<String, String>> records(String isolation, long end) {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = consumer(isolation)) {
            TopicPartition all = new TopicPartition(topic, 0);
            consumer.seekToBeginning(List.of(all));
            await("the end", () -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return consumer.position(all) >= end;
            });
        }
        return records;
    }

    private long end(KafkaConsumer<String, String> consumer) {
        return consumer.endOffsets(consumer.assignment()).get(new TopicPartition(topic, 0));
    }

    private KafkaConsumer<String, String> consumer(String isolation) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", broker.bootstrapServers(), "isolation.level", isolation, "group.id", "none");
        KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        consumer.assign(List.of(new TopicPartition(topic, 0)));
        return consumer;
    }
}
