package io.contactroutes.kafka;

import static io.contactroutes.support.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.contactroutes.bundle.RunMode;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.KafkaSink;
import io.contactroutes.support.LogGuard;
import io.contactroutes.support.PostgresServer;
import io.contactroutes.support.SecuredBroker;
import io.contactroutes.support.SinkFiles;
import io.contactroutes.support.SweepRig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.utils.SecurityUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.commons.util.ExceptionUtils;

/** A broker that wants TLS, a password and rights, as most do: used with Camel's own settings alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecuredKafkaTest {

    private static final String KAFKA = "camel.component.kafka.";
    private static final String PASSWORD = "PASSWORD-77";
    private static final String MODULE = "org.apache.kafka.common.security.scram.ScramLoginModule required";
    private static final String ODD = "{\"id\": 3, \"name\": {\"first\": \"Ada\"}}";
    private static final int CONTACTS = 12;

    private final Served served = Served.of("a", "chatwoot").withContacts(CONTACTS);
    private SecuredBroker broker;
    private String user;
    private String topic;
    private ProviderDouble provider;
    private SweepRig rig;
    private String trace;

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
        assertThat(trace).as("what another program prints").doesNotContain("SECRET", PASSWORD);
    }

    @Test
    void saysThatTheBrokerDoesNotAnswerWithoutTls() {
        signIn();
        rig.set(KAFKA + "security-protocol", "SASL_PLAINTEXT").set(KAFKA + "request-timeout-ms", "1000");

        assertThat(refusal()).contains("takes connections but did not answer", KAFKA + "security-protocol");
    }

    // --- rights ---

    @Test
    void sweepsAndReplaysWithTheRightsThatThePageOnOperationsGives() throws IOException {
        makeTopics();
        for (String right : rightsOfThePage()) {
            grant(right);
        }
        provider.contacts("a").serve(2, ODD);
        signIn();

        Receipt receipt = rig.sweep("a");

        assertThat(receipt.created()).as(receipt.line()).isEqualTo(CONTACTS - 1);
        assertThat(SinkFiles.compacted(KafkaSink.contacts(broker.plain(), topic)))
                .hasSize(CONTACTS - 1);
        assertThat(broker.plain().records(topic + ".dead-letter")).hasSize(1);
        assertThat(KafkaSink.receipts(broker.plain(), topic)).hasSize(2);
        assertThat(rig.sweep("a").published()).as("it knows the topic again").isZero();
        CommandRun replay = command("replay", "a");
        assertThat(replay.out()).contains("a: 0 published, 1 still rejected.");
        assertThat(replay.exit()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".dead-letter", ".sweeps"})
    void doesNotStartWithoutWrite(String suffix) {
        makeTopics();
        broker.allow(user, AclOperation.DESCRIBE, topics());
        sufficientRights();
        broker.withdraw(user, AclOperation.WRITE, topic + suffix);
        signIn();

        assertThat(refusal()).startsWith("Kafka does not allow Write on the topic " + topic + suffix + ";");

        broker.withdraw(user, AclOperation.DESCRIBE, topic + suffix);
        assertThat(refusal())
                .as("without Describe")
                .startsWith("Kafka does not allow Write on the topic " + topic + suffix + ";");
    }

    @Test
    void warnsWithoutDescribeConfigs() {
        makeTopics();
        broker.allow(user, AclOperation.WRITE, topics());
        for (String each : topics()) {
            LogGuard.expect("Kafka does not allow DescribeConfigs on the topic " + each + ", so its settings");
        }
        signIn();

        assertThat(rig.sweep("a").isWhole()).isTrue();
    }

    @Test
    void replaysOnlyWithRead() {
        makeTopics();
        sufficientRights();
        provider.contacts("a").serve(2, ODD);
        signIn();
        rig.sweep("a");

        CommandRun replay = command("replay", "a");

        assertThat(replay.exit()).isEqualTo(1);
        assertThat(replay.err()).contains("Kafka does not allow Read on the topic " + topic + ".dead-letter;");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".dead-letter", ".sweeps"})
    void makesWhatIsMissingOnlyWithCreate(String suffix) {
        makeTopics();
        sufficientRights();
        broker.plain().deleteTopic(topic + suffix);
        signIn();

        assertThat(refusal())
                .startsWith(
                        "The Kafka topic " + topic + suffix + " is missing, and Kafka does not allow Create on it;");

        broker.allow(user, AclOperation.CREATE, topic + suffix);
        assertThat(rig.sweep("a").isWhole()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".sweeps"})
    void goesOnWhenARightThatWasTakenAwayIsGivenBack(String suffix) {
        makeTopics();
        sufficientRights();
        signIn();
        rig.sweep("a");
        broker.withdraw(user, AclOperation.WRITE, topic + suffix);

        assertThat(rig.sweep("a").message())
                .contains("Kafka does not allow Write on the topic " + topic + suffix + ";");

        broker.allow(user, AclOperation.WRITE, topic + suffix);
        assertThat(rig.sweep("a").isWhole()).isTrue();
    }

    @Test
    void goesOnWhenItWasTakenAwayDuringASweep() {
        makeTopics();
        sufficientRights();
        signIn();
        provider.script("a", FaultScript.before(call -> {
            if (call.page() == 2) {
                broker.withdraw(user, AclOperation.WRITE, topic);
            }
        }));

        assertThat(rig.sweep("a").message()).contains("Kafka does not allow Write on the topic " + topic + ";");

        provider.script("a", FaultScript.none());
        broker.allow(user, AclOperation.WRITE, topic);
        Receipt receipt = rig.sweep("a");
        assertThat(receipt.resumedAtPage()).isNotNull();
        assertThat(receipt.isWhole()).as(receipt.line()).isTrue();
    }

    /** A client that could not sign in does not try again for minutes. */
    @Test
    void sweepsAsSoonAsThePasswordIsRightAgain() {
        makeTopics();
        sufficientRights();
        signIn();
        rig.start(RunMode.untilStopped());
        broker.user(user, "another");

        assertThat(rig.sweep("a").message()).contains("refuses to sign in (SaslAuthenticationException", "next tick");

        broker.user(user, PASSWORD);
        // Connections that were refused just before may fail further sweeps.
        await("a sweep", () -> rig.sweep("a").isWhole());
    }

    @Test
    void publishesInTransactionsOnlyWithTheRightForThem() throws IOException {
        makeTopics();
        sufficientRights();
        signIn();
        rig.set("contacts.state.url", PostgresServer.shared().jdbcUrl());

        Receipt refused = rig.sweep("a");
        assertThat(refused.status()).as(refused.line()).isEqualTo(SweepStatus.DEFERRED);
        assertThat(refused.message())
                .contains("refuses a right (TransactionalIdAuthorizationException", "as docs/operations.md says");

        for (String right : rightsOfThePage()) {
            grant(right);
        }
        Receipt receipt = rig.sweep("a");
        assertThat(receipt.isWhole()).as(receipt.line()).isTrue();
    }

    private String[] topics() {
        return new String[] {topic, topic + ".dead-letter", topic + ".sweeps"};
    }

    private void makeTopics() {
        broker.plain().createTopic(topic, 1, Map.of("cleanup.policy", "compact"));
        broker.plain().createTopic(topic + ".dead-letter", 1, Map.of());
        broker.plain().createTopic(topic + ".sweeps", 1, Map.of());
    }

    private void signIn() {
        broker.settings(user, PASSWORD).forEach(rig::set);
    }

    /** What sweeps need, and nothing that replay needs. */
    private void sufficientRights() {
        broker.allow(user, AclOperation.WRITE, topics());
        broker.allow(user, AclOperation.DESCRIBE_CONFIGS, topics());
    }

    /** The commands that give rights, each with one right. */
    private static List<String> rightsOfThePage() throws IOException {
        List<String> rights = Files.readAllLines(Path.of("docs/operations.md")).stream()
                .filter(line -> line.startsWith("$ACLS "))
                .toList();
        assertThat(rights).hasSize(4);
        return rights;
    }

    private void grant(String command) {
        Matcher options =
                Pattern.compile("--(operation|topic|transactional-id) (\\S+)").matcher(command);
        AclOperation right = null;
        while (options.find()) {
            if (options.group(1).equals("operation")) {
                right = SecurityUtils.operation(options.group(2));
            } else if (options.group(1).equals("transactional-id")) {
                assertThat(command).contains("--operation Write", "--resource-pattern-type prefixed");
                broker.allowTransactions(user, options.group(2));
            } else {
                broker.allow(user, right, options.group(2).replaceFirst("^contacts", topic));
            }
        }
    }

    private CommandRun command(String... words) {
        rig.stop();
        return CommandRun.of(
                rig.home(),
                Stream.concat(Stream.of(words), rig.arguments().stream()).toArray(String[]::new));
    }

    private String refusal() {
        ConfigurationException refusal =
                catchThrowableOfType(ConfigurationException.class, () -> rig.start(RunMode.untilStopped()));
        assertThat(refusal).as("the start is refused").isNotNull();
        trace = ExceptionUtils.readStackTrace(refusal);
        return refusal.getMessage();
    }
}
