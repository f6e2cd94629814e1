package io.contactroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.KafkaBroker;
import io.contactroutes.support.LogGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that an operator runs beside the sweeps: preview, replay, forget. */
class OperatorCommandsTest {

    private static final String ACCOUNT = "99digital";
    private static final String ODD = "{\"id\": 3, \"name\": {\"first\": \"Ada\"}, \"email\": \"ada@example.com\"}";

    @TempDir
    private Path home;

    private ProviderDouble provider;
    private BundleFolder bundle;
    private String out;
    private String err;

    @BeforeEach
    void serve() {
        provider = ProviderDouble.start(
                List.of(
                        Served.of(ACCOUNT, "chatwoot"),
                        Served.of("eleapi", "botpenguin").withContacts(35)),
                Options.defaults().withContacts(40));
        bundle = BundleFolder.withoutAccounts(home);
        bundle.withAccount(ACCOUNT, "chatwoot", provider.parameters(ACCOUNT));
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void previewPrintsContactsAndKeepsNothing() {
        assertThat(run("preview", ACCOUNT, "--limit", "5")).isZero();

        assertThat(out.lines()).hasSize(5).allSatisfy(line -> assertThat(line).contains("\"schema\":\"contact/v1\""));
        assertThat(err)
                .contains("of the first 15 contacts 15 would be created")
                .contains("A whole sweep of 40 contacts takes about 3 requests");
        assertThat(provider.requests(ACCOUNT).count()).isEqualTo(1);
        assertThat(home.resolve("out")).doesNotExist();
        assertThat(home.resolve("state")).doesNotExist();
    }

    @Test
    void previewCountsWhatWouldChange() {
        bundle.sweep();
        provider.contacts(ACCOUNT).update(2);

        assertThat(run("preview", ACCOUNT, "--limit", "1")).isZero();

        assertThat(err).contains("0 would be created and 1 updated, 14 are unchanged");
        bundle.sweep();
        assertThat(bundle.contacts(ACCOUNT))
                .as("the sweep after it still publishes the change")
                .hasSize(41);
    }

    @Test
    void previewOfAWholeSweepPlansItAndKeepsNothing() {
        bundle.sweep();
        provider.contacts(ACCOUNT).update(2);
        provider.contacts(ACCOUNT).delete(5);
        provider.contacts(ACCOUNT).insert();
        provider.contacts(ACCOUNT).tie();

        assertThat(run("preview", ACCOUNT, "--all")).isZero();

        assertThat(out.lines())
                .containsExactlyInAnyOrder("updated 99digital:3", "deleted 99digital:6", "created 99digital:41");
        assertThat(err)
                .contains("a sweep of 40 contacts would create 1, update 1 and delete 1")
                .contains("Contacts are deleted after 2 complete sweeps in a row without them. It took ");
        bundle.sweep();
        assertThat(bundle.contacts(ACCOUNT))
                .as("the sweep after it still publishes the changes; its delete waits for another one")
                .hasSize(42);
    }

    @Test
    void previewOfAWholeSweepSaysWhatHoldsDeletes() {
        bundle.sweep();
        for (int number = 0; number < 20; number++) {
            provider.contacts(ACCOUNT).delete(number);
        }

        assertThat(run("preview", ACCOUNT, "--all")).isZero();

        assertThat(out).isEmpty();
        assertThat(err)
                .contains("delete 0")
                .contains("20 contacts are gone, which is more than contacts.deletes.max-share");
    }

    @Test
    void withoutATotalTheLastSweepTellsTheCost() {
        bundle.withAccount("eleapi", "botpenguin", provider.parameters("eleapi"));

        assertThat(run("preview", "eleapi")).isZero();
        assertThat(err).contains("a whole sweep takes at least 1 requests", "contact-routes preview eleapi --all");
        bundle.sweep();
        assertThat(run("preview", "eleapi")).isZero();
        assertThat(err)
                .contains(
                        "A whole sweep of 35 contacts, as many as the last complete sweep read, takes about 2 requests");
    }

    @Test
    void replayPublishesWhatTodaysMappingTakesOnce() {
        provider.contacts(ACCOUNT).serve(2, ODD);
        bundle.sweep();
        assertThat(bundle.deadLetters(ACCOUNT)).hasSize(1);

        assertThat(run("replay", ACCOUNT)).isZero();
        assertThat(out).contains("0 published, 1 still rejected");

        bundle.replace(
                "routes/providers/chatwoot.jslt", "text(.name)", "text(if (is-object(.name)) .name.first else .name)");
        assertThat(run("replay", ACCOUNT)).isZero();
        assertThat(out).contains("1 published, 0 still rejected");
        bundle.sweep();
        assertThat(bundle.contacts(ACCOUNT))
                .filteredOn(line -> line.contains("99digital:3\""))
                .hasSize(1);

        assertThat(run("replay", ACCOUNT)).isZero();
        assertThat(out).contains("0 published, 0 still rejected");
    }

    @Test
    void replayReadsTheFilesOfRelease010() throws IOException {
        provider.contacts(ACCOUNT).serve(2, ODD);
        bundle.sweep();
        Path letters = bundle.files("out/dead-letters", ".ndjson").get(0);
        Files.move(letters, home.resolve("out/dead-letters/99digital.ndjson"));
        Path part = home.resolve("out/contacts/99digital/20260102T030405.678Z-s1.ndjson.part");
        Files.writeString(part, "{\"uid\":\"99digital:77\"}\n{\"half");

        assertThat(run("replay", ACCOUNT)).isZero();

        assertThat(out).contains("0 published, 1 still rejected");
        assertThat(part).doesNotExist();
        assertThat(home.resolve("out/contacts/99digital/20260102T030405.678Z-s1.ndjson"))
                .hasContent("{\"uid\":\"99digital:77\"}\n");
        assertThat(run("forget", ACCOUNT + ":3")).isZero();
        assertThat(out).contains("1 dead letters");
        assertThat(bundle.files("out/dead-letters", ".ndjson")).isEmpty();
    }

    @Test
    void replayReadsDeadLettersBackFromTheirTopic() {
        KafkaBroker broker = KafkaBroker.shared();
        String topic = "replay-" + UUID.randomUUID();
        publishTo(broker, topic);
        provider.contacts(ACCOUNT).serve(2, ODD);
        bundle.sweep();
        bundle.replace(
                "routes/providers/chatwoot.jslt", "text(.name)", "text(if (is-object(.name)) .name.first else .name)");

        assertThat(run("replay", ACCOUNT)).isZero();
        assertThat(out).contains("1 published, 0 still rejected");
        assertThat(run("replay", ACCOUNT)).isZero();
        assertThat(out).contains("0 published, 0 still rejected");

        assertThat(broker.records(topic + ".dead-letter")).hasSize(1);
        assertThat(broker.records(topic))
                .hasSize(40)
                .filteredOn(each -> each.key().equals("99digital:3"))
                .hasSize(1);
    }

    @Test
    void aRejectedContactIsSetAsideOnceAndNotWithEverySweep() {
        provider.contacts(ACCOUNT).serve(2, ODD);
        assertThat(bundle.sweep().of(ACCOUNT).deadLettered()).isEqualTo(1);
        assertThat(bundle.sweep().of(ACCOUNT).deadLettered()).isEqualTo(1);
        assertThat(bundle.deadLetters(ACCOUNT)).hasSize(1);

        provider.contacts(ACCOUNT).serve(2, ODD.replace("Ada", "Eve"));
        bundle.sweep();
        assertThat(bundle.deadLetters(ACCOUNT)).as("another broken form of it").hasSize(2);
    }

    @Test
    void aContactThatTheProviderCorrectedIsNotReplayed() {
        provider.contacts(ACCOUNT).serve(2, ODD);
        bundle.sweep();
        provider.contacts(ACCOUNT).serve(2, "{\"id\": 3, \"name\": \"Ada\", \"email\": \"ada@example.com\"}");
        bundle.sweep();

        assertThat(run("replay")).isZero();

        assertThat(out).isEqualTo("Nothing to replay: no contact of any account is set aside.\n");
    }

    @Test
    void forgetPublishesATombstoneAndRemovesWhatIsKept() {
        provider.contacts(ACCOUNT).serve(2, ODD);
        bundle.sweep();
        String uid = ACCOUNT + ":1";

        assertThat(run("forget", uid)).isZero();
        assertThat(bundle.contacts(ACCOUNT))
                .last()
                .isEqualTo("{\"schema\":\"contact/v1\",\"uid\":\"" + uid
                        + "\",\"account\":\"99digital\",\"deleted\":true}");

        assertThat(run("forget", ACCOUNT + ":3")).isZero();
        assertThat(bundle.deadLetters(ACCOUNT)).isEmpty();
        assertThat(bundle.files("out", ".tmp")).isEmpty();

        assertThat(bundle.sweep().of(ACCOUNT).created())
                .as("it is listed still")
                .isEqualTo(1);
    }

    @Test
    void forgetSaysWhyKafkaDoesNotTakeTheTombstone() {
        String topic = "forget-" + UUID.randomUUID();
        KafkaBroker broker = KafkaBroker.shared();
        broker.createTopic(topic, 1, Map.of("cleanup.policy", "compact", "message.timestamp.before.max.ms", "0"));
        publishTo(broker, topic);
        LogGuard.expect("did not accept the request (");
        bundle.sweep();

        assertThat(run("forget", ACCOUNT + ":3")).isEqualTo(1);

        assertThat(err.lines().filter(line -> line.startsWith("contact-routes: ")))
                .singleElement()
                .asString()
                .startsWith("contact-routes: Kafka at " + broker.bootstrapServers() + " did not accept the request (");
        assertThat(err).doesNotContain("\tat ");
    }

    @Test
    void anArgumentThatIsNoUidIsRefused() {
        assertThat(run("forget", "99digital")).isEqualTo(2);
        assertThat(err).contains("<account>:<sourceId>");
    }

    private void publishTo(KafkaBroker broker, String topic) {
        bundle.append("application.properties", "camel.component.kafka.brokers = " + broker.bootstrapServers());
        bundle.replace("application.properties", "contacts.sink = files", "contacts.sink = kafka");
        bundle.replace("application.properties", "contacts.kafka.topic = contacts", "contacts.kafka.topic = " + topic);
        bundle.replace("application.properties", "camel.component.kafka.brokers = localhost:9092", "");
    }

    private int run(String... arguments) {
        CommandRun run = CommandRun.of(home, arguments);
        out = run.out();
        err = run.err();
        return run.exit();
    }
}
