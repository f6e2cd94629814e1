package io.contactroutes.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.contactroutes.bundle.RunMode;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.support.SecuredBroker;
import io.contactroutes.support.SweepRig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.acl.AclOperation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A broker that wants TLS, a password and rights, as most do: used with Camel's own settings alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecuredKafkaTest {

    private static final String KAFKA = "camel.component.kafka.";
    private static final String PASSWORD = "PASSWORD-77";
    private static final String MODULE = "org.apache.kafka.common.security.scram.ScramLoginModule required";
    private static final int CONTACTS = 12;

    private final Served served = Served.of("a", "chatwoot").withContacts(CONTACTS);
    private SecuredBroker broker;
    private String user;
    private String topic;
    private ProviderDouble provider;
    private SweepRig rig;

    @BeforeAll
    void startBroker(@TempDir Path folder) {
        broker = SecuredBroker.start(folder);
    }

    @AfterAll
    void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void use(@TempDir Path folder) {
        user = "user-" + UUID.randomUUID();
        topic = "secured-" + UUID.randomUUID();
        broker.user(user, PASSWORD);
        provider = ProviderDouble.start(List.of(served), Options.defaults().withPageSize(10));
        rig = new SweepRig(folder, provider, served);
        rig.set("contacts.sink", "kafka").set("contacts.kafka.topic", topic);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            wrong password         | sasl-jaas-config | LOGIN password="WRONG-SECRET"; | refuses to sign in (SaslAuthenticationException | sasl-jaas-config
            another mechanism      | sasl-mechanism | SCRAM-SHA-256 | refuses to sign in (UnsupportedSaslMechanismException | sasl-mechanism
            no login               | sasl-jaas-config | '' | sasl-jaas-config is missing or cannot be used | sasl-jaas-config
            login that is cut off  | sasl-jaas-config | LOGIN password="WRONG-SECRET | sasl-jaas-config is missing or cannot be used | sasl-jaas-config
            login without a flag   | sasl-jaas-config | WRONG-SECRET WRONG-SECRET; | sasl-jaas-config is missing or cannot be used | sasl-jaas-config
            certificate of nobody  | ssl-truststore | '' | certificate is not trusted | ssl-truststore-location
            another host           | brokers | localhost:PORT | its certificate is one of another host | brokers
            missing store          | ssl-truststore-location | /no/such/store | there is no such file | ssl-truststore-location = /no/such/store
            password of the store  | ssl-truststore-password | WRONG-SECRET | its password or its type is another one | ssl-truststore-location
            type of the store      | ssl-truststore-type | PEM | its password or its type is another one | ssl-truststore-location
            protocol of no kind    | security-protocol | SASSL | does not accept the value | security-protocol
            """)
    void saysWhyTheBrokerDoesNotLetItIn(String name, String setting, String value, String reason, String advice) {
        Map<String, String> settings = new HashMap<>(broker.settings(user, PASSWORD));
        if (value.isEmpty()) {
            settings.keySet().removeIf(key -> key.startsWith(KAFKA + setting));
        } else {
            settings.put(
                    KAFKA + setting,
                    value.replace("LOGIN", MODULE + " username=\"" + user + "\"")
                            .replace("PORT", broker.address().split(":")[1]));
        }
        settings.forEach(rig::set);

        assertThat(refusal()).contains(reason, KAFKA + advice).doesNotContain("SECRET", PASSWORD, user);
    }

    @Test
    void saysThatTheBrokerDoesNotAnswerWithoutTls() {
        broker.settings(user, PASSWORD).forEach(rig::set);
        rig.set(KAFKA + "security-protocol", "SASL_PLAINTEXT").set(KAFKA + "request-timeout-ms", "1000");

        assertThat(refusal()).contains("takes connections but did not answer", KAFKA + "security-protocol");
    }

    /** A client that could not sign in does not try again for minutes. */
    @Test
    void sweepsAsSoonAsThePasswordIsRightAgain() {
        makeTopics();
        topics().forEach(each -> broker.allow(user, AclOperation.WRITE, each));
        topics().forEach(each -> broker.allow(user, AclOperation.DESCRIBE_CONFIGS, each));
        broker.settings(user, PASSWORD).forEach(rig::set);
        rig.start(RunMode.untilStopped());
        broker.user(user, "another");

        assertThat(rig.sweep("a").message()).contains("refuses to sign in (SaslAuthenticationException", "next tick");

        broker.user(user, PASSWORD);
        assertThat(rig.sweep("a").isWhole()).isTrue();
    }

    private List<String> topics() {
        return List.of(topic, topic + ".dead-letter", topic + ".sweeps");
    }

    private void makeTopics() {
        broker.plain().createTopic(topic, 1, Map.of("cleanup.policy", "compact"));
        broker.plain().createTopic(topic + ".dead-letter", 1, Map.of());
        broker.plain().createTopic(topic + ".sweeps", 1, Map.of());
    }

    private String refusal() {
        ConfigurationException refusal =
                catchThrowableOfType(ConfigurationException.class, () -> rig.start(RunMode.untilStopped()));
        assertThat(refusal).as("the start is refused").isNotNull();
        return refusal.getMessage();
    }
}
