package io.contactroutes.kafka;

import io.contactroutes.sink.CurrentSink;
import io.contactroutes.sink.SinkIdentity;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Identifies the topic of contacts by its id and that of its cluster. Each time it looks, topics that were made again are checked
 * like at the start, and those that are missing are created, before a broker creates them with its own defaults.
 */
public final class TopicId implements CurrentSink {

    private static final Logger LOG = LoggerFactory.getLogger(TopicId.class);

    private final KafkaTopics topics;
    private final AtomicBoolean warned = new AtomicBoolean();
    private volatile OptionalInt partitions = OptionalInt.empty();

    public TopicId(KafkaTopics topics) {
        this.topics = topics;
    }

    @Override
    public Optional<SinkIdentity> identity(String account) throws InterruptedException {
        String name = topics.contactsTopic();
        Optional<TopicDescription> contacts = topics.contacts();
        partitions =
                contacts.map(topic -> OptionalInt.of(topic.partitions().size())).orElse(OptionalInt.empty());
        String id = contacts.map(topic -> Uuid.ZERO_UUID.equals(topic.topicId())
                        ? unknown("the Kafka topic " + name)
                        : topic.topicId().toString())
                .orElse(SinkIdentity.UNKNOWN);
        return Optional.of(SinkIdentity.ofTopic(name, clusterId(), id));
    }

    @Override
    public OptionalInt partitions() {
        return partitions;
    }

    @Override
    public void requireUsable() throws InterruptedException {
        topics.requireAll();
    }

    @Override
    public void fence(String publisher) throws InterruptedException {
        List<String> ids = List.of(TransactionalProducer.transactionalId(publisher));
        topics.admin().answer(client -> client.fenceProducers(ids).all().get());
    }

    @Override
    public void close() {
        topics.admin().close();
    }

    private String clusterId() throws InterruptedException {
        String id = topics.admin()
                .answer(client -> client.describeCluster().clusterId().get());
        return id == null ? unknown("the Kafka cluster") : id;
    }

    private String unknown(String what) {
        if (!warned.getAndSet(true)) {
            LOG.warn("The broker does not tell the id of {}, so it is not noticed when it is replaced.", what);
        }
        return SinkIdentity.UNKNOWN;
    }
}
