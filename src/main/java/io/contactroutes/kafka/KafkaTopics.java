package io.contactroutes.kafka;

import io.contactroutes.config.ConfigurationException;
import io.contactroutes.sink.Stream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates the topics of the three streams that are missing, and checks those that exist. */
public final class KafkaTopics {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopics.class);
    /** Kafka's own default; a contact has a million bytes at most. */
    private static final long LARGEST_RECORD = 1_048_588;

    /** How long a subscriber may be away and still see every delete. */
    private static final Duration TOMBSTONES_KEPT = Duration.ofDays(30);

    private final String contactsTopic;
    private final Properties client;
    private final KafkaAdmin admin;

    /** @param client the settings of a Kafka client: brokers, security */
    public KafkaTopics(String contactsTopic, Properties client) {
        this.contactsTopic = contactsTopic;
        this.client = client;
        this.admin = new KafkaAdmin(client);
    }

    /**
     * Creates the topics that are missing and checks those that exist.
     *
     * @throws ConfigurationException when the broker cannot be reached, or a topic is missing and may not be created, or the
     *     topic of contacts is not compacted and would lose contacts by age, or a topic refuses large records
     */
    public void prepare() throws InterruptedException {
        try {
            admin.answer(this::prepare);
        } catch (KafkaException e) {
            throw unreachable(e);
        }
    }

    private Void prepare(Admin client) throws ExecutionException, InterruptedException {
        Set<String> existing = client.listTopics().names().get();
        List<NewTopic> missing = new ArrayList<>();
        for (Stream stream : Stream.values()) {
            if (!existing.contains(stream.topic(contactsTopic))) {
                missing.add(topic(stream));
            }
        }
        create(client, missing);
        for (Stream stream : Stream.values()) {
            if (existing.contains(stream.topic(contactsTopic))) {
                check(client, stream);
            }
        }
        return null;
    }

    String contactsTopic() {
        return contactsTopic;
    }

    KafkaAdmin admin() {
        return admin;
    }

    private NewTopic topic(Stream stream) {
        Map<String, String> config = new HashMap<>();
        if (stream == Stream.CONTACTS) {
            config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            config.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, String.valueOf(TOMBSTONES_KEPT.toMillis()));
        }
        return new NewTopic(stream.topic(contactsTopic), Optional.empty(), Optional.empty()).configs(config);
    }

    private void create(Admin admin, List<NewTopic> missing) throws InterruptedException, ExecutionException {
        try {
            admin.createTopics(missing).all().get();
            missing.forEach(topic -> LOG.info("Created the Kafka topic {}", topic.name()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException) {
                throw new ConfigurationException(
                        "The Kafka topics "
                                + missing.stream().map(NewTopic::name).collect(Collectors.joining(", "))
                                + " are missing and the broker does not allow creating them; create them, "
                                + contactsTopic
                                + " with cleanup.policy=compact and delete.retention.ms=" + TOMBSTONES_KEPT.toMillis()
                                + ".",
                        e.getCause());
            }
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private void check(Admin admin, Stream stream) throws InterruptedException, ExecutionException {
        String topic = stream.topic(contactsTopic);
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        try {
            Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
            String policy =
                    config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value().strip();
            if (stream == Stream.CONTACTS && !policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
                throw new ConfigurationException("The Kafka topic " + topic + " has cleanup.policy=" + policy
                        + " and would lose contacts by age; set it to compact.");
            }
            if (stream == Stream.CONTACTS) {
                checkTombstones(
                        topic,
                        config.get(TopicConfig.DELETE_RETENTION_MS_CONFIG).value());
            }
            String largest = config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value();
            if (Long.parseLong(largest) < LARGEST_RECORD) {
                throw new ConfigurationException("The Kafka topic " + topic + " has max.message.bytes=" + largest
                        + " and would refuse large contacts; set it to " + LARGEST_RECORD + " or more.");
            }
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof AuthorizationException)) {
                throw e;
            }
            LOG.warn(
                    "The broker does not allow reading the settings of the Kafka topic {}, so they were not checked.",
                    topic);
        }
    }

    /** Kafka's own default is a day: a subscriber that is away longer would keep the rows of deleted contacts. */
    private static void checkTombstones(String topic, String millis) {
        if (Long.parseLong(millis) < TOMBSTONES_KEPT.toMillis()) {
            LOG.warn(
                    "The Kafka topic {} has delete.retention.ms={}: a subscriber that is away longer misses deletes; set it to"
                            + " {} or more.",
                    topic,
                    millis,
                    TOMBSTONES_KEPT.toMillis());
        }
    }

    private ConfigurationException unreachable(Throwable cause) {
        return new ConfigurationException(
                "Cannot use Kafka at " + client.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG) + " ("
                        + cause.getClass().getSimpleName() + "); check camel.component.kafka.brokers and the other"
                        + " camel.component.kafka.* settings, and whether the broker runs.",
                cause);
    }
}
