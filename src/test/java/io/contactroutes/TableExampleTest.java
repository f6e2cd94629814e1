package io.contactroutes;

import static io.contactroutes.support.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.ContactTableExample;
import io.contactroutes.support.KafkaBroker;
import io.contactroutes.support.SinkFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The consumer that docs/subscribers.md shows does what is said of it, with a real broker. */
class TableExampleTest extends AccountSweepTest {

    private static final String TOPIC = "table-example";
    private static final Path EXAMPLE = Path.of("src/test/java/io/contactroutes/support/ContactTableExample.java");

    private final KafkaBroker broker = KafkaBroker.shared();

    @BeforeEach
    void serve() {
        Served first = Served.of("first", "chatwoot").withContacts(60);
        Served second = Served.of("second", "botpenguin").withContacts(50);
        serve(Options.defaults().withPageSize(PAGE_SIZE), first, second);
        rig.set("contacts.sink", "kafka")
                .set("contacts.kafka.topic", TOPIC)
                .set("camel.component.kafka.brokers", broker.bootstrapServers());
    }

    @Test
    void theTableIsTheTruthAndKnowsWhen() throws IOException {
        broker.createTopic(TOPIC, 3, Map.of("cleanup.policy", "compact"));
        Receipt first = rig.sweep("first");
        try (ContactTableExample table = new ContactTableExample(broker.bootstrapServers(), TOPIC)) {
            awaitWhole(table, first);
            assertThat(table.wholeAsOf("second")).isNull();
            assertRows(table, "first");

            Receipt second = rig.sweep("second");
            awaitWhole(table, second);
            assertRows(table, "first", "second");

            provider.contacts("first").delete(3);
            provider.contacts("first").update(4);
            provider.contacts("first").insert();
            provider.script("first", FaultScript.onPage(2, ResponseFaults.status(404)));
            rig.sweep("first");
            provider.script("first", FaultScript.none());
            assertThat(table.wholeAsOf("first"))
                    .as("a sweep that failed proves nothing")
                    .isEqualTo(first.startedAt());

            rig.sweep("first");
            awaitWhole(table, rig.sweep("first"));
            assertRows(table, "first", "second");
            assertThat(table.wholeAsOf("second")).isEqualTo(second.startedAt());
        }
        try (ContactTableExample anew = new ContactTableExample(broker.bootstrapServers(), TOPIC)) {
            awaitWhole(anew, rig.sweep("second"));
            assertRows(anew, "first", "second");
        }
    }

    @Test
    void theDocumentShowsTheClassAsItIs() throws IOException {
        String source = Files.readString(EXAMPLE);
        String shown = source.substring(source.indexOf("/** A table of all contacts"));

        assertThat(Files.readString(Path.of("docs/subscribers.md"))).contains(shown);
    }

    private static void awaitWhole(ContactTableExample table, Receipt receipt) {
        await("the table to be whole", () -> {
            table.poll();
            return receipt.startedAt().equals(table.wholeAsOf(receipt.account().name()));
        });
    }

    private void assertRows(ContactTableExample table, String... accounts) {
        Map<String, JsonNode> truth = new HashMap<>();
        for (String account : accounts) {
            truth.putAll(rig.truth(account).contacts());
        }
        Map<String, JsonNode> rows = new HashMap<>();
        table.rows().forEach((uid, contact) -> rows.put(uid, SinkFiles.withoutTimes(contact)));
        assertThat(rows).isEqualTo(truth);
    }
}
