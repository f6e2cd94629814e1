package io.contactroutes.kafka;

import io.contactroutes.config.ConfigurationException;
import io.contactroutes.sink.Stream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The settings that the topic of a stream needs. */
final class TopicSettings {

    private static final Logger LOG = LoggerFactory.getLogger(TopicSettings.class);

    /** Kafka's own default; a contact has a million bytes at most. */
    private static final long LARGEST_RECORD = 1_048_588;

    /** How long a subscriber may be away and still see every delete. */
    private static final Duration TOMBSTONES_KEPT = Duration.ofDays(30);

    /** The settings of the topic of contacts, as part of a sentence. */
    static final String OF_CONTACTS = TopicConfig.CLEANUP_POLICY_CONFIG + "=" + TopicConfig.CLEANUP_POLICY_COMPACT
            + " and " + TopicConfig.DELETE_RETENTION_MS_CONFIG + "=" + TOMBSTONES_KEPT.toMillis();

    private TopicSettings() {}

    static NewTopic topic(Stream stream, String name) {
        Map<String, String> config = new HashMap<>();
        if (stream == Stream.CONTACTS) {
            config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
            config.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, String.valueOf(TOMBSTONES_KEPT.toMillis()));
        }
        return new NewTopic(name, Optional.empty(), Optional.empty()).configs(config);
    }

    /**
     * Checks the settings of a topic that exists.
     *
     * @throws ConfigurationException when it would lose contacts, or refuse large ones
     */
    static void check(Admin client, Stream stream, String topic) throws InterruptedException, ExecutionException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Config config;
        try {
            config = client.describeConfigs(List.of(resource)).all().get().get(resource);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof AuthorizationException)) {
                throw e;
            }
            LOG.warn(
                    "{}, so its settings are not checked; grant it, or check max.message.bytes{} yourself.",
                    KafkaFailure.denial(AclOperation.DESCRIBE_CONFIGS, topic),
                    stream == Stream.CONTACTS ? ", " + OF_CONTACTS : "");
            return;
        }
        if (stream == Stream.CONTACTS) {
            checkContacts(topic, config);
        }
        String largest = config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value();
        if (Long.parseLong(largest) < LARGEST_RECORD) {
            throw new ConfigurationException("The Kafka topic " + topic + " has max.message.bytes=" + largest
                    + " and would refuse large contacts; set it to " + LARGEST_RECORD + " or more.");
        }
    }

    /** Kafka's own default for tombstones is a day: a subscriber that is away longer would keep the rows of deleted contacts. */
    private static void checkContacts(String topic, Config config) {
        String policy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value().strip();
        if (!policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
            throw new ConfigurationException("The Kafka topic " + topic + " has cleanup.policy=" + policy
                    + " and would lose contacts by age; set it to compact.");
        }
        String millis = config.get(TopicConfig.DELETE_RETENTION_MS_CONFIG).value();
        if (Long.parseLong(millis) < TOMBSTONES_KEPT.toMillis()) {
            LOG.warn(
                    "The Kafka topic {} has delete.retention.ms={}: a subscriber that is away longer misses deletes; set it to"
                            + " {} or more.",
                    topic,
                    millis,
                    TOMBSTONES_KEPT.toMillis());
        }
    }
}
