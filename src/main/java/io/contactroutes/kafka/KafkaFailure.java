package io.contactroutes.kafka;

import io.contactroutes.config.ConfigurationException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import javax.security.auth.login.LoginException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.utils.SecurityUtils;

/**
 * Says in a sentence why Kafka cannot be used, with the setting that corrects it.
 *
 * <p>Of the client's own messages only those are passed on that hold no value of a setting: that of {@code sasl.jaas.config} and
 * those of passwords are secret. Nor is such a failure kept as a cause, which other programs print.
 */
final class KafkaFailure {

    private static final String SETTING = "camel.component.kafka.";

    private final Throwable failure;
    private final Properties client;
    private final AclOperation right;

    private KafkaFailure(Throwable failure, Properties client, AclOperation right) {
        this.failure = failure;
        this.client = client;
        this.right = right;
    }

    /**
     * Returns the failure with its sentence.
     *
     * @param client the settings of the client that failed
     * @param right what the client needs on a topic for what it was doing
     */
    static ConfigurationException of(Throwable failure, Properties client, AclOperation right) {
        return new KafkaFailure(failure, client, right).explained();
    }

    /** Returns the failure of a user that has not got a right. */
    static ConfigurationException refused(AclOperation right, String topic, Throwable cause) {
        return new ConfigurationException(
                denial(right, topic) + "; create the topic if it is missing, and grant "
                        + SecurityUtils.operationName(right) + " to the bundle's user as docs/operations.md says.",
                cause);
    }

    /** Returns the beginning of a sentence. The right is named as in Kafka's commands. */
    static String denial(AclOperation right, String topic) {
        return "Kafka does not allow " + SecurityUtils.operationName(right) + " on the topic " + topic;
    }

    private ConfigurationException explained() {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigurationException known) {
                return known;
            }
            if (cause instanceof TopicAuthorizationException topics
                    && !topics.unauthorizedTopics().isEmpty()) {
                return refused(right, String.join(", ", topics.unauthorizedTopics()), failure);
            }
            Optional<String> sentence = sentence(cause);
            if (sentence.isPresent()) {
                return new ConfigurationException(sentence.get(), cause instanceof ApiException ? cause : null);
            }
        }
        return new ConfigurationException(
                kafka() + " did not accept the request (" + reason(root(failure))
                        + "); check the settings of the topics and the broker's log.",
                failure instanceof ApiException ? failure : null);
    }

    private Optional<String> sentence(Throwable cause) {
        if (cause instanceof AuthorizationException) {
            return Optional.of(kafka() + " refuses a right (" + reason(cause)
                    + "); grant it to the bundle's user as docs/operations.md says.");
        }
        if (cause instanceof SslAuthenticationException) {
            return Optional.of(kafka() + ": " + handshake(root(cause)));
        }
        if (cause instanceof AuthenticationException) {
            return Optional.of(kafka() + " refuses to sign in (" + reason(cause) + "); check " + SETTING
                    + "sasl-mechanism and " + SETTING + "sasl-jaas-config.");
        }
        if (cause instanceof ConfigException) {
            return Optional.of(setting(String.valueOf(cause.getMessage())));
        }
        if (cause instanceof InvalidConfigurationException || isOfStore(cause)) {
            return Optional.of(store(root(cause)));
        }
        if (cause instanceof LoginException || cause instanceof IllegalArgumentException && signsIn()) {
            return Optional.of(
                    SETTING + "sasl-jaas-config is missing or cannot be used; with SCRAM it is written"
                            + " org.apache.kafka.common.security.scram.ScramLoginModule required username=\"…\" password=\"…\";");
        }
        if (cause instanceof TimeoutException || cause instanceof DisconnectException) {
            return Optional.of(BrokerAddresses.unreachable(brokers())
                    .map(why -> "Kafka cannot be reached (" + why + "); start it, check the network, or correct "
                            + SETTING + "brokers.")
                    .orElseGet(() -> kafka() + " takes connections but did not answer (" + reason(cause) + "); check "
                            + SETTING + "security-protocol, and whether the broker is well."));
        }
        return Optional.empty();
    }

    private static String handshake(Throwable root) {
        String message = String.valueOf(root.getMessage());
        if (message.contains("valid certification path")) {
            return "its certificate is not trusted; set " + SETTING + "ssl-truststore-location to a store that has the"
                    + " certificate of its authority.";
        }
        if (message.startsWith("No name matching") || message.startsWith("No subject alternative")) {
            return "its certificate is one of another host (" + message + "); name the broker in " + SETTING
                    + "brokers as its certificate does.";
        }
        return "no TLS connection (" + message + "); check " + SETTING + "security-protocol and the other " + SETTING
                + "ssl-… settings.";
    }

    private String setting(String message) {
        if (message.startsWith("No resolvable bootstrap")) {
            return "No host in " + SETTING + "brokers = " + brokers() + " is known; correct it, or check DNS.";
        }
        if (message.contains(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)) {
            return SETTING + "brokers = " + brokers()
                    + " is not of the form host:port, or a list of those; correct it.";
        }
        return ProducerConfig.configNames().stream()
                .filter(name -> message.contains(" " + name + ":") || message.contains(" " + name + " "))
                .findFirst()
                .map(name -> "The Kafka client does not accept the value of " + SETTING + name.replace('.', '-')
                        + "; correct it.")
                .orElse("The Kafka client does not accept its settings; check all of " + SETTING + "*.");
    }

    private static boolean isOfStore(Throwable cause) {
        return String.valueOf(cause.getMessage()).startsWith("Failed to load SSL keystore");
    }

    private String store(Throwable root) {
        String why = root instanceof NoSuchFileException
                ? "there is no such file"
                : "its password or its type is another one";
        String files = Stream.of(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG)
                .filter(client::containsKey)
                .map(name -> SETTING + name.replace('.', '-') + " = " + client.get(name))
                .reduce((one, other) -> one + " or " + other)
                .orElse("a store of certificates");
        return "Kafka's client cannot read " + files + " (" + why + "); correct the " + SETTING + "ssl-… settings.";
    }

    private boolean signsIn() {
        return String.valueOf(client.get(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG))
                .startsWith("SASL");
    }

    private String kafka() {
        return "Kafka at " + brokers();
    }

    private String brokers() {
        return String.valueOf(client.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
    }

    /** The messages of answers hold names of topics and figures; those of other failures may hold the value of a setting. */
    private static String reason(Throwable cause) {
        String kind = cause.getClass().getSimpleName();
        return cause instanceof ApiException && cause.getMessage() != null
                ? kind + ": " + cause.getMessage().strip().replaceAll("\\s+", " ")
                : kind;
    }

    private static Throwable root(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
