package io.contactroutes.reload;

import static io.contactroutes.support.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.KafkaBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reloads of a bundle that publishes to a real broker. */
@Timeout(120)
class ReloadKafkaTest {

    private static final int CONTACTS = 40;
    private static final String MAPPING = "routes/providers/chatwoot.jslt";

    @TempDir
    private Path home;

    private final KafkaBroker broker = KafkaBroker.shared();
    private final String topic = "reload-" + UUID.randomUUID();

    @Test
    void eachReloadPublishesWhatItChangesAndLeavesNoClientBehind() throws InterruptedException {
        int others = clients();
        try (ProviderDouble provider = ProviderDouble.start(
                List.of(Served.of("a", "chatwoot")), Options.defaults().withContacts(CONTACTS))) {
            BundleFolder bundle =
                    BundleFolder.withoutAccounts(home).withAccount("a", "chatwoot", provider.parameters("a"));
            bundle.replace("application.properties", "contacts.sink = files", "contacts.sink = kafka");
            bundle.replace(
                    "application.properties", "contacts.kafka.topic = contacts", "contacts.kafka.topic = " + topic);
            bundle.replace("application.properties", "localhost:9092", broker.bootstrapServers());
            bundle.append("application.properties", BundleFolder.key("a", "every") + " = 1h");
            try (RunningReloader running = new RunningReloader(RunningReloader.of(home))) {
                await("the first sweep", () -> published("Edition") == 0 && published("") == CONTACTS);
                int clients = clients();
                String former = "text($more.company_name)";
                for (int edition = 1; edition <= 3; edition++) {
                    String next = "\"Edition " + edition + "\"";
                    bundle.replace(MAPPING, former, next);
                    former = next;
                    String wanted = next;
                    await("each contact once more", () -> published(wanted) == CONTACTS);
                }

                assertThat(published("")).isEqualTo(4 * CONTACTS);
                await("as many clients as before", () -> clients() <= clients);
            }
            await("no client", () -> clients() <= others);
        }
    }

    private long published(String text) {
        return broker.topics().contains(topic)
                ? broker.records(topic).stream()
                        .filter(contact -> new String(contact.value(), StandardCharsets.UTF_8).contains(text))
                        .count()
                : 0;
    }

    /** The threads of Kafka's clients of the bundle; those of this test are closed with each look. */
    private static int clients() {
        return (int) Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("kafka-"))
                .count();
    }
}
