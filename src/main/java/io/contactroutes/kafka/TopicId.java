package io.contactroutes.kafka;

import io.contactroutes.sink.CurrentSink;
import io.contactroutes.sink.SinkIdentity;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Identifies the topic of contacts by its id and that of its cluster. A topic that was made again since this process saw it last
 * is checked like at the start; one that is missing is created, before a broker creates it with its own defaults.
 */
public final class TopicId implements CurrentSink {

    private static final Logger LOG = LoggerFactory.getLogger(TopicId.class);

    private final KafkaTopics topics;
    private final AtomicReference<String> last = new AtomicReference<>();
    private final AtomicBoolean warned = new AtomicBoolean();

    public TopicId(KafkaTopics topics) {
        this.topics = topics;
    }

    @Override
    public Optional<SinkIdentity> identity(String account) throws InterruptedException {
        try (Admin admin = topics.admin()) {
            Optional<String> id = topicId(admin);
            if (id.isEmpty() || last.get() != null && !last.get().equals(id.get())) {
                topics.prepare();
                id = topicId(admin);
            }
            last.set(id.orElse(SinkIdentity.UNKNOWN));
            return Optional.of(SinkIdentity.ofTopic(topics.contactsTopic(), clusterId(admin), last.get()));
        }
    }

    /** Returns the topic's id, or that it is unknown; empty when there is no such topic. */
    private Optional<String> topicId(Admin admin) throws InterruptedException {
        String topic = topics.contactsTopic();
        try {
            Uuid id = get(admin.describeTopics(List.of(topic)).allTopicNames())
                    .get(topic)
                    .topicId();
            return Optional.of(Uuid.ZERO_UUID.equals(id) ? SinkIdentity.UNKNOWN : id.toString());
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        } catch (AuthorizationException | UnsupportedVersionException e) {
            return Optional.of(unknown("the Kafka topic " + topic));
        }
    }

    private String clusterId(Admin admin) throws InterruptedException {
        try {
            String id = get(admin.describeCluster().clusterId());
            return id == null ? SinkIdentity.UNKNOWN : id;
        } catch (AuthorizationException | UnsupportedVersionException e) {
            return unknown("the Kafka cluster");
        }
    }

    private String unknown(String what) {
        if (!warned.getAndSet(true)) {
            LOG.warn(
                    "The broker does not tell the id of {}, so it is not noticed when it is replaced; allow DESCRIBE.",
                    what);
        }
        return SinkIdentity.UNKNOWN;
    }

    private static <T> T get(KafkaFuture<T> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        }
    }
}
