package io.contactroutes.support;

import static io.contactroutes.support.Eventually.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * A real Kafka broker in a process of its own, on a free port of the loopback interface. It can be stopped, killed and
 * frozen, and comes back on its port with its data. It does not outlive the tests' JVM.
 *
 * <p>Use {@link #shared()}, with topics of your own, wherever a broker only has to be there; {@link #start()} another
 * one to do it harm.
 */
public final class KafkaBroker implements AutoCloseable {

    private static KafkaBroker shared;

    private final BrokerProcess process;

    private KafkaBroker(IntFunction<String> settings) {
        process = new BrokerProcess(settings);
    }

    /** The one broker that all tests of this JVM share; it ends with the JVM. */
    public static synchronized KafkaBroker shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    /** Starts a broker and waits until it takes requests. */
    public static KafkaBroker start() {
        return start(port -> "");
    }

    /**
     * Starts a broker with settings of its own.
     *
     * @param settings what is added to the settings that every broker has, by its port
     */
    static KafkaBroker start(IntFunction<String> settings) {
        KafkaBroker broker = new KafkaBroker(settings);
        broker.launch();
        // It goes when the pipe to its parent does, except while it is frozen.
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        return broker;
    }

    /** Starts a broker that is also reached behind gates; who connects through one stays behind it. */
    public static KafkaBroker behind(List<TcpGate> gates) {
        List<Integer> listeners =
                gates.stream().map(gate -> LoopbackPort.free()).toList();
        KafkaBroker broker = start(port -> gateSettings(port, gates, listeners));
        IntStream.range(0, gates.size()).forEach(i -> gates.get(i).to(listeners.get(i)));
        return broker;
    }

    private static String gateSettings(int port, List<TcpGate> gates, List<Integer> listeners) {
        StringBuilder listening = new StringBuilder("listeners=PLAINTEXT://127.0.0.1:" + port);
        listening.append(",CONTROLLER://127.0.0.1:").append(port + 1);
        StringBuilder advertised = new StringBuilder("advertised.listeners=PLAINTEXT://127.0.0.1:" + port);
        StringBuilder protocols =
                new StringBuilder("listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        for (int i = 0; i < gates.size(); i++) {
            listening.append(",GATE").append(i).append("://127.0.0.1:").append(listeners.get(i));
            advertised
                    .append(",GATE")
                    .append(i)
                    .append("://127.0.0.1:")
                    .append(gates.get(i).port());
            protocols.append(",GATE").append(i).append(":PLAINTEXT");
        }
        return String.join("\n", listening, advertised, protocols, "");
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + process.port();
    }

    /** Ends it in good order, with SIGTERM. */
    public void stop() {
        process.terminate();
    }

    /** Ends it at once, with SIGKILL. */
    public void kill() {
        process.kill();
    }

    /** Freezes it, with SIGSTOP: connections stay open and nothing answers. */
    public void pause() {
        process.signal("STOP");
    }

    /** Wakes it from a pause, with SIGCONT. */
    public void resume() {
        process.signal("CONT");
    }

    /** Starts it again on its port and with its data, after stopping it if it still runs. */
    public void restart() {
        stop();
        launch();
    }

    /** Ends it for good and removes its data; its log stays. */
    @Override
    public void close() {
        kill();
        process.removeData();
    }

    /**
     * Makes a topic and waits until it is listed. A compacted one keeps its tombstones as long as the bundle asks for, unless its
     * settings say otherwise.
     */
    public void createTopic(String name, int partitions, Map<String, String> configs) {
        Map<String, String> complete = new HashMap<>(configs);
        if ("compact".equals(configs.get("cleanup.policy"))) {
            complete.putIfAbsent("delete.retention.ms", "2592000000");
        }
        try (Admin admin = admin()) {
            NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(complete);
            join(admin.createTopics(List.of(topic)).all());
            await("topic " + name, () -> join(admin.listTopics().names()).contains(name));
        }
    }

    /** Deletes a topic and waits until it is gone. */
    public void deleteTopic(String name) {
        try (Admin admin = admin()) {
            join(admin.deleteTopics(List.of(name)).all());
            await("the end of topic " + name, () -> !join(admin.listTopics().names())
                    .contains(name));
        }
    }

    /** The names of all topics. */
    public Set<String> topics() {
        try (Admin admin = admin()) {
            return join(admin.listTopics().names());
        }
    }

    /** A setting of a topic, once the broker lists it. */
    public String config(String topic, String key) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try (Admin admin = admin()) {
            await("topic " + topic, () -> join(admin.listTopics().names()).contains(topic));
            return join(admin.describeConfigs(List.of(resource)).all())
                    .get(resource)
                    .get(key)
                    .value();
        }
    }

    /** Everything committed that lies in a topic at this moment, in the order of partitions and offsets. */
    public List<ConsumerRecord<String, byte[]>> records(String topic) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        forEach(topic, records::add);
        records.sort(Comparator.<ConsumerRecord<?, ?>>comparingInt(ConsumerRecord::partition)
                .thenComparingLong(ConsumerRecord::offset));
        return records;
    }

    /** The same one by one, for a topic that is too large to be kept, in the order of each partition. */
    public void forEach(String topic, Consumer<ConsumerRecord<String, byte[]>> reader) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                bootstrapServers(),
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false,
                "max.poll.records",
                100_000,
                "max.partition.fetch.bytes",
                16 << 20);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            if (partitions.isEmpty()) {
                return; // The topic was deleted.
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            await("the end of topic " + topic, () -> {
                for (var record : consumer.poll(Duration.ofMillis(50))) {
                    if (record.offset() < ends.get(new TopicPartition(topic, record.partition()))) {
                        reader.accept(record);
                    }
                }
                return partitions.stream().allMatch(partition -> consumer.position(partition) >= ends.get(partition));
            });
        }
    }

    /** The segments of a topic's partition as they are on disk, the only place that says which producer wrote what. */
    public List<Path> segments(String topic, int partition) {
        return process.segments(topic + "-" + partition);
    }

    private void launch() {
        process.launch();
        await("the broker's port", process::listens);
        try (Admin admin = admin()) {
            await("the broker", () -> isReady(admin));
        }
    }

    /** A broker that has started and not registered yet is in no answer about the cluster. */
    private static boolean isReady(Admin admin) {
        try {
            return !join(admin.describeCluster().nodes()).isEmpty();
        } catch (CompletionException e) {
            return false;
        }
    }

    /** Gives a topic more partitions. */
    public void addPartitions(String topic, int all) {
        try (Admin admin = admin()) {
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(all)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A client with all rights; the caller closes it. */
    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrapServers()));
    }

    static <T> T join(KafkaFuture<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
