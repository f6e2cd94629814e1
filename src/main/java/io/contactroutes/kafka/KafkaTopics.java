package io.contactroutes.kafka;

import io.contactroutes.config.ConfigurationException;
import io.contactroutes.sink.Stream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics of the three streams that are missing, and checks the settings of those that it has not seen before. */
public final class KafkaTopics {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopics.class);

    private final String contactsTopic;
    private final KafkaAdmin admin;

    /** The ids of the topics whose settings are checked; a topic that is made again has another one. */
    private final Map<Stream, Uuid> checked = new ConcurrentHashMap<>();

    /** @param client the settings of a Kafka client: brokers, security */
    public KafkaTopics(String contactsTopic, Properties client) {
        this.contactsTopic = contactsTopic;
        this.admin = new KafkaAdmin(client);
    }

    /**
     * Creates the topics that are missing and checks those that exist.
     *
     * @throws ConfigurationException when Kafka cannot be used, or a topic is missing and may not be created, or the
     *     topic of contacts is not compacted and would lose contacts by age, or a topic refuses large records
     */
    public void prepare() throws InterruptedException {
        try {
            contacts();
        } finally {
            admin.close();
        }
    }

    /**
     * Looks at the topics, as {@link #prepare()} does, and returns the one of contacts; empty when it was created and is not listed
     * yet.
     */
    Optional<TopicDescription> contacts() throws InterruptedException {
        Map<Stream, TopicDescription> found = admin.answer(this::found);
        List<NewTopic> missing = Arrays.stream(Stream.values())
                .filter(stream -> !found.containsKey(stream))
                .map(stream -> TopicSettings.topic(stream, stream.topic(contactsTopic)))
                .toList();
        if (!missing.isEmpty()) {
            admin.answer(asked -> created(asked, missing));
            found.putAll(admin.answer(this::found));
        }
        for (Map.Entry<Stream, TopicDescription> each : found.entrySet()) {
            check(each.getKey(), each.getValue());
        }
        return Optional.ofNullable(found.get(Stream.CONTACTS));
    }

    /**
     * Checks that the topics are there and may be written to, and makes none: it may be about to be made by an operator.
     *
     * @throws ConfigurationException when they are not, or Kafka cannot be used
     */
    void requireAll() throws InterruptedException {
        Map<Stream, TopicDescription> found = admin.answer(this::found);
        for (Stream stream : Stream.values()) {
            if (!found.containsKey(stream)) {
                throw new ConfigurationException("The Kafka topic " + stream.topic(contactsTopic)
                        + " is missing; the next sweep makes it, if the broker allows that.");
            }
        }
    }

    String contactsTopic() {
        return contactsTopic;
    }

    KafkaAdmin admin() {
        return admin;
    }

    private Map<Stream, TopicDescription> found(Admin asked) throws ExecutionException, InterruptedException {
        List<String> names = Arrays.stream(Stream.values())
                .map(stream -> stream.topic(contactsTopic))
                .toList();
        DescribeTopicsOptions withRights = new DescribeTopicsOptions().includeAuthorizedOperations(true);
        Map<String, KafkaFuture<TopicDescription>> answers =
                asked.describeTopics(names, withRights).topicNameValues();
        Map<Stream, TopicDescription> found = new EnumMap<>(Stream.class);
        for (Stream stream : Stream.values()) {
            String name = stream.topic(contactsTopic);
            try {
                found.put(stream, writable(answers.get(name).get()));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof AuthorizationException refusal) {
                    throw KafkaFailure.refused(AclOperation.WRITE, name, refusal);
                }
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw e;
                }
            }
        }
        return found;
    }

    /** An old broker does not say which rights there are. */
    private static TopicDescription writable(TopicDescription topic) {
        Set<AclOperation> rights = topic.authorizedOperations();
        if (rights != null && !rights.isEmpty() && !rights.contains(AclOperation.WRITE)) {
            throw KafkaFailure.refused(AclOperation.WRITE, topic.name(), null);
        }
        return topic;
    }

    private Void created(Admin asked, List<NewTopic> missing) throws ExecutionException, InterruptedException {
        for (Map.Entry<String, KafkaFuture<Void>> each :
                asked.createTopics(missing).values().entrySet()) {
            try {
                each.getValue().get();
                LOG.info("Created the Kafka topic {}", each.getKey());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof AuthorizationException) {
                    throw new ConfigurationException(
                            "The Kafka topic " + each.getKey()
                                    + " is missing, and Kafka does not allow Create on it; create it"
                                    + (each.getKey().equals(contactsTopic) ? " with " + TopicSettings.OF_CONTACTS : "")
                                    + ", or grant Create to the bundle's user as docs/operations.md says.",
                            e.getCause());
                }
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        return null;
    }

    /** Accounts look at the same time; only one of them checks, and warns. */
    private void check(Stream stream, TopicDescription topic) throws InterruptedException {
        if (topic.topicId().equals(checked.get(stream))) {
            return;
        }
        synchronized (checked) {
            if (!topic.topicId().equals(checked.get(stream))) {
                admin.answer(asked -> {
                    TopicSettings.check(asked, stream, topic.name());
                    return checked.put(stream, topic.topicId());
                });
            }
        }
    }
}
