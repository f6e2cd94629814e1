package io.contactroutes.bench;

import io.contactroutes.config.ConfigurationException;
import io.contactroutes.kafka.KafkaTopics;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topic that a sweep goes to: the same for all contenders, one partition, compacted, as the bundle makes it. */
final class Topic {

    private static final int MOST_TRIES = 20;
    private static final List<String> STREAMS = List.of("", ".dead-letter", ".sweeps");

    private Topic() {}

    /** Makes it unless it is there, and waits until the broker knows it in all its parts. */
    static void make(Order order) throws InterruptedException {
        Properties client = new Properties();
        client.put("bootstrap.servers", order.brokers());
        for (int tries = 1; ; tries++) {
            try {
                new KafkaTopics(order.topic(), client).prepare();
                return;
            } catch (ConfigurationException e) {
                if (tries == MOST_TRIES) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    /** How many records were ever written to it. A topic that was just made may be unknown for a moment. */
    static long records(Order order) throws InterruptedException, ExecutionException {
        TopicPartition only = new TopicPartition(order.topic(), 0);
        try (Admin admin = admin(order.brokers())) {
            for (int tries = 1; ; tries++) {
                try {
                    return admin.listOffsets(Map.of(only, OffsetSpec.latest()))
                            .partitionResult(only)
                            .get()
                            .offset();
                } catch (ExecutionException e) {
                    if (tries == MOST_TRIES || !(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                        throw e;
                    }
                    Thread.sleep(100);
                }
            }
        }
    }

    static void delete(Order order) throws InterruptedException, ExecutionException {
        Set<String> topics = STREAMS.stream().map(s -> order.topic() + s).collect(Collectors.toSet());
        try (Admin admin = admin(order.brokers())) {
            admin.deleteTopics(topics).all().get();
        }
    }

    /** Whether the broker answers. */
    static boolean isReady(String brokers) throws InterruptedException {
        try (Admin admin = admin(brokers)) {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException e) {
            return false;
        }
    }

    private static Admin admin(String brokers) {
        return Admin.create(
                Map.of("bootstrap.servers", brokers, "request.timeout.ms", 3000, "default.api.timeout.ms", 10_000));
    }
}
