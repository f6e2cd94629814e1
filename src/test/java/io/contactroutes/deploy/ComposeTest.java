package io.contactroutes.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.cli.ContactRoutes;
import io.contactroutes.config.Setting;
import io.contactroutes.config.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The services of {@code deploy/compose.yaml} fit each other and the bundle. */
class ComposeTest {

    private static final Manifest COMPOSE =
            Manifest.of(Path.of("deploy/compose.yaml")).get(0);

    @Test
    void whatServicesReferToIsThere() {
        Set<String> services = Manifest.map(COMPOSE.at("services")).keySet();
        Set<String> volumes = Manifest.map(COMPOSE.at("volumes")).keySet();

        for (String service : services) {
            Object needed = COMPOSE.at("services." + service + ".depends_on");
            if (needed != null) {
                Manifest.map(needed).forEach((other, how) -> {
                    assertThat(services).contains(other);
                    assertThat(COMPOSE.at("services." + other + ".healthcheck.test"))
                            .as(other)
                            .isNotNull();
                });
            }
            Object mounts = COMPOSE.at("services." + service + ".volumes");
            if (mounts != null) {
                assertThat(volumes)
                        .containsAll(((List<?>) mounts)
                                .stream()
                                        .map(mount -> mount.toString().split(":")[0])
                                        .toList());
            }
        }
    }

    @Test
    void twoProcessesShareTheServersThatAreThere() {
        Map<String, String> environment = environment("contact-routes");
        environment.replaceAll((name, value) -> value.equals("null") ? "" : value);
        Settings settings = DeployedSettings.with(environment);

        assertThat(DeployedSettings.unknown(environment.keySet())).isEmpty();
        assertThat(COMPOSE.at("services.contact-routes.deploy.replicas")).isEqualTo(2);
        assertThat(settings.text(Setting.SINK)).isEqualTo("kafka");
        assertThat(environment("kafka").get("KAFKA_ADVERTISED_LISTENERS"))
                .isEqualTo("PLAINTEXT://" + settings.value("camel.component.kafka.brokers"));
        Map<String, String> database = environment("postgresql");
        assertThat(settings.text(Setting.STATE_URL))
                .isEqualTo("jdbc:postgresql://postgresql/" + database.get("POSTGRES_DB"));
        assertThat(settings.text(Setting.STATE_USER)).isEqualTo(database.get("POSTGRES_USER"));
        assertThat(environment.get("CONTACTS_STATE_PASSWORD"))
                .isEqualTo(database.get("POSTGRES_PASSWORD"))
                .startsWith("${");
    }

    /** Every account that ships runs when its secrets are in the file beside. */
    @Test
    void secretsOfAllAccountsArePassedOn() {
        Set<String> passed = environment("contact-routes").entrySet().stream()
                .filter(variable -> variable.getValue().equals("null"))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());

        assertThat(passed).isEqualTo(DeployedSettings.ofAccounts());
    }

    @Test
    void oneBrokerKeepsOneCopy() {
        assertThat(environment("kafka"))
                .containsEntry("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1")
                .containsEntry("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1")
                .containsEntry("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1");
        assertThat(COMPOSE.at("services.kafka.image"))
                .as("the broker of the tests")
                .isEqualTo("apache/kafka:" + DeployedSettings.inPom("broker.version"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"contact-routes", "sandbox"})
    void theBundleRunsAsItsImageWantsIt(String service) {
        Map<String, Object> bundle = Manifest.map(COMPOSE.at("services." + service));

        assertThat(bundle.get("image")).isEqualTo("contact-routes:" + DeployedSettings.inPom("version"));
        assertThat(bundle).containsEntry("read_only", true).containsEntry("tmpfs", List.of("/tmp:exec"));
        assertThat(Integer.parseInt(bundle.get("stop_grace_period").toString().replace("s", "")))
                .isGreaterThan(DeployedSettings.secondsToStop());
    }

    @Test
    void theSandboxIsACommand() {
        String[] arguments = ((List<?>) COMPOSE.at("services.sandbox.command"))
                .stream().map(Object::toString).toArray(String[]::new);

        assertThat(ContactRoutes.commandLine().parseArgs(arguments).hasSubcommand())
                .isTrue();
        assertThat(DeployedSettings.unknown(environment("sandbox").keySet())).isEmpty();
    }

    private static Map<String, String> environment(String service) {
        return Manifest.map(COMPOSE.at("services." + service + ".environment")).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, variable -> String.valueOf(variable.getValue())));
    }
}
