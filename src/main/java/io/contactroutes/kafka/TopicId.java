package io.contactroutes.kafka;

import io.contactroutes.sink.CurrentSink;
import io.contactroutes.sink.SinkIdentity;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
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
    private final KafkaAdmin admin;
    private final AtomicReference<String> last = new AtomicReference<>();
    private final AtomicBoolean warned = new AtomicBoolean();

    public TopicId(KafkaTopics topics) {
        this.topics = topics;
        this.admin = topics.admin();
    }

    @Override
    public Optional<SinkIdentity> identity(String account) throws InterruptedException {
        Optional<String> id = topicId();
        if (id.isEmpty() || last.get() != null && !last.get().equals(id.get())) {
            topics.prepare();
            id = topicId();
        }
        last.set(id.orElse(SinkIdentity.UNKNOWN));
        return Optional.of(SinkIdentity.ofTopic(topics.contactsTopic(), clusterId(), last.get()));
    }

    @Override
    public void close() {
        admin.close();
    }

    /** Returns the topic's id, or that it is unknown; empty when there is no such topic. */
    private Optional<String> topicId() throws InterruptedException {
        String topic = topics.contactsTopic();
        try {
            Uuid id = admin.answer(client -> client.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get())
                    .get(topic)
                    .topicId();
            return Optional.of(Uuid.ZERO_UUID.equals(id) ? SinkIdentity.UNKNOWN : id.toString());
        } catch (UnknownTopicOrPartitionException e) {
            return Optional.empty();
        } catch (AuthorizationException | UnsupportedVersionException e) {
            return Optional.of(unknown("the Kafka topic " + topic));
        }
    }

    private String clusterId() throws InterruptedException {
        try {
            String id =
                    admin.answer(client -> client.describeCluster().clusterId().get());
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
}
