package io.contactroutes.management;

import static io.contactroutes.support.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.bundle.RunMode;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.KafkaBroker;
import io.contactroutes.support.ManagementClient;
import io.contactroutes.support.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Probes while sink or state are away, over a real socket. */
class HealthChecksTest extends AccountSweepTest {

    private final ManagementClient client = new ManagementClient();

    @Test
    void aBrokerThatIsFrozenStopsReadinessAndNoOtherAnswer() {
        try (KafkaBroker broker = KafkaBroker.start()) {
            serveKafka(broker, "frozen");
            await("readiness", () -> client.status("/observe/health/ready") == 200);
            broker.pause();

            await("the check", () -> isAliveAnd(503));

            assertThat(client.check("contacts-sink").path("message").asText())
                    .isEqualTo("The sink has not answered for 5 seconds; check whether it runs and can be reached.");
            assertThat(client.status("/observe/metrics")).isEqualTo(200);
            broker.resume();
            await("readiness", () -> isAliveAnd(200));
        }
    }

    @Test
    void aBrokerThatIsGoneStopsReadiness() {
        try (KafkaBroker broker = KafkaBroker.start()) {
            serveKafka(broker, "gone");
            await("readiness", () -> client.status("/observe/health/ready") == 200);
            broker.kill();

            await("the check", () -> isAliveAnd(503));

            broker.restart();
            await("readiness", () -> isAliveAnd(200));
        }
    }

    @Test
    void aProbeMakesNoTopicThatWasDeleted() {
        KafkaBroker broker = KafkaBroker.shared();
        serveKafka(broker, "probed");
        await("readiness", () -> client.status("/observe/health/ready") == 200);
        broker.deleteTopic("probed");

        await("the check", () -> isAliveAnd(503));

        assertThat(client.check("contacts-sink").path("message").asText())
                .isEqualTo("The Kafka topic probed is missing; the next sweep makes it, if the broker allows that.");
        assertThat(broker.topics()).doesNotContain("probed");
    }

    @Test
    void aProbeMakesNoFolderThatWasRemoved() throws Exception {
        serveFiles();
        int looks = looks("contacts-sink");
        Path out = folder.resolve("out");
        remove(out);

        await("another look", () -> looks("contacts-sink") > looks);

        assertThat(out).doesNotExist();
        assertThat(client.status("/observe/health/ready")).isEqualTo(200);
    }

    @Test
    void aStateThatIsRemovedStopsReadiness() throws Exception {
        serveFiles();
        await("readiness", () -> client.status("/observe/health/ready") == 200);
        Files.move(folder.resolve("state"), folder.resolve("moved"));

        await("the check", () -> isAliveAnd(503));

        assertThat(client.check("contacts-state").path("message").asText())
                .contains("contacts.state.url", "is no longer there");
        Files.move(folder.resolve("moved"), folder.resolve("state"));
        await("readiness", () -> isAliveAnd(200));
    }

    @Test
    void aDatabaseThatIsGoneStopsReadinessAndNoOtherAnswer() {
        try (PostgresServer server = PostgresServer.start()) {
            serve("chatwoot", 40);
            client.enable(rig);
            rig.set("contacts.state.url", server.jdbcUrl() + "&password=marker-of-the-url")
                    .set("contacts.state.password", "marker-of-the-setting");
            rig.start(RunMode.untilStopped());
            await("readiness", () -> client.status("/observe/health/ready") == 200);
            server.close();

            await("the check", () -> isAliveAnd(503));

            assertThat(client.metric("contacts_sweep_pages{account=\"a\"}")).isNaN();
            assertThat(client.get("/observe/health?exposureLevel=full&stackTrace=true&data=true")
                            .body())
                    .contains("contacts.state.url")
                    .doesNotContain("marker-of", "Exception");
            rig.stop();
        }
    }

    /** Returns whether a probe of readiness is answered so, and one of liveness beside it by 200. */
    private boolean isAliveAnd(int readiness) {
        int ready = client.status("/observe/health/ready");
        assertThat(client.status("/observe/health/live")).isEqualTo(200);
        return ready == readiness;
    }

    private int looks(String check) {
        return client.check(check).at("/data/invocation.count").asInt();
    }

    private void serveFiles() {
        serve("chatwoot", 40);
        client.enable(rig);
        rig.start(RunMode.untilStopped());
    }

    private void serveKafka(KafkaBroker broker, String topic) {
        serve("chatwoot", 40);
        client.enable(rig);
        rig.set("contacts.sink", "kafka")
                .set("contacts.kafka.topic", topic)
                .set("camel.component.kafka.brokers", broker.bootstrapServers());
        rig.start(RunMode.untilStopped());
    }

    private static void remove(Path root) throws Exception {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
