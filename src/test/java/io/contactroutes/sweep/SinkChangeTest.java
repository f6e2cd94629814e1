package io.contactroutes.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.FolderCopy;
import io.contactroutes.support.HaltingProcess;
import io.contactroutes.support.KafkaBroker;
import io.contactroutes.support.KafkaSink;
import io.contactroutes.support.LogCapture;
import io.contactroutes.support.LogGuard;
import io.contactroutes.support.SinkFiles;
import io.contactroutes.support.SweepRig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sink that has not got what the state holds gets every contact again, and a receipt says whole only then. */
@Timeout(180)
class SinkChangeTest {

    private static final int CONTACTS = 40;

    /** What is logged when the sink is another one. */
    private static final String ANOTHER_SINK = "every contact is published again.";

    private final String topic = "sink-change-" + UUID.randomUUID();

    @TempDir
    private Path folder;

    private ProviderDouble provider;
    private SweepRig rig;
    private Path out;

    @BeforeEach
    void serve() {
        Served served = Served.of("a", "chatwoot").withContacts(CONTACTS);
        provider = ProviderDouble.start(List.of(served), Options.defaults().withPageSize(10));
        rig = new SweepRig(folder, provider, served);
        out = folder.resolve("out");
    }

    @AfterEach
    void close() {
        rig.stop();
        provider.close();
    }

    // --- another sink ---

    @Test
    void filesAndThenKafka() {
        LogGuard.expect(ANOTHER_SINK);
        rig.sweep("a");

        kafka(topic);

        assertPublishedAgain(rig.sweep("a"), this::topic);
        assertThat(rig.sweep("a").published()).as("once").isZero();
    }

    @Test
    void kafkaAndThenFiles() {
        LogGuard.expect(ANOTHER_SINK);
        kafka(topic);
        rig.sweep("a");

        rig.stop();
        rig.set("contacts.sink", "files");

        assertPublishedAgain(rig.sweep("a"), this::files);
    }

    @Test
    void anotherFolder() {
        LogGuard.expect(ANOTHER_SINK);
        rig.sweep("a");

        useAnotherFolder();

        assertPublishedAgain(rig.sweep("a"), this::files);
        assertThat(rig.sweep("a").published()).as("once").isZero();
    }

    @Test
    void anotherTopic() {
        LogGuard.expect(ANOTHER_SINK);
        kafka(topic);
        rig.sweep("a");

        kafka(topic + "-2");

        assertPublishedAgain(rig.sweep("a"), () -> table(topic + "-2"));
    }

    @Test
    void aTopicThatWasDeletedAndMadeAgainBetweenTwoSweeps() {
        LogGuard.expect(ANOTHER_SINK);
        KafkaBroker broker = kafka(topic);
        rig.sweep("a");

        broker.deleteTopic(topic);
        broker.createTopic(topic, 1, Map.of("cleanup.policy", "compact"));

        assertPublishedAgain(rig.sweep("a"), this::topic);
    }

    @Test
    void aTopicThatWasDeletedIsMadeAgainCompacted() {
        LogGuard.expect(ANOTHER_SINK);
        KafkaBroker broker = kafka(topic);
        rig.sweep("a");

        broker.deleteTopic(topic);

        assertPublishedAgain(rig.sweep("a"), this::topic);
        assertThat(broker.config(topic, "cleanup.policy")).isEqualTo("compact");
    }

    /** Keys are on other partitions then, and a subscriber of a new partition would lack what is on the old one. */
    @Test
    void aTopicThatHasMorePartitions() {
        LogGuard.expect(
                "the Kafka topic has 3 partitions and had 1, so that contacts are on other partitions than before;");
        KafkaBroker broker = kafka(topic);
        broker.createTopic(topic, 1, Map.of("cleanup.policy", "compact"));
        long contacts = rig.sweep("a").created();

        broker.addPartitions(topic, 3);

        Receipt again = rig.sweep("a");
        assertThat(again.published()).isEqualTo(contacts);
        assertThat(again.isWhole()).as("older records are on other partitions").isFalse();
        assertThat(again.message()).contains("begin with a new topic");
        Receipt quiet = rig.sweep("a");
        assertThat(quiet.published()).as("once").isZero();
        assertThat(quiet.isWhole()).isFalse();
        assertThat(partitionsOfTheLatest(broker)).hasSize(CONTACTS).allSatisfy((key, partition) -> assertThat(partition)
                .isEqualTo(BuiltInPartitioner.partitionForKey(key.getBytes(UTF_8), 3)));
    }

    @Test
    void aNewTopicEndsTheDoubtAboutOneThatGotMorePartitions() {
        LogGuard.expect("the Kafka topic has 3 partitions and had 1");
        LogGuard.expect(ANOTHER_SINK);
        KafkaBroker broker = kafka(topic);
        rig.sweep("a");
        broker.addPartitions(topic, 3);
        rig.sweep("a");

        kafka(topic + "-2");

        assertPublishedAgain(rig.sweep("a"), () -> table(topic + "-2"));
    }

    @Test
    void aTopicThatGetsMorePartitionsDuringASweep() {
        KafkaBroker broker = kafka(topic);
        broker.createTopic(topic, 1, Map.of("cleanup.policy", "compact"));
        provider.script("a", FaultScript.before(call -> {
            if (call.page() == 3) {
                broker.addPartitions(topic, 3);
            }
        }));

        Receipt broken = rig.sweep("a");

        assertThat(broken.isWhole()).as(broken.line()).isFalse();
        assertThat(broken.message()).contains("the sink changed while the list was read");
        LogGuard.expect("the Kafka topic has 3 partitions and had 1");
        provider.script("a", FaultScript.none());
        assertThat(rig.sweep("a").published()).isEqualTo(CONTACTS);
    }

    /** The partition of the record of each key that was published last. */
    private Map<String, Integer> partitionsOfTheLatest(KafkaBroker broker) {
        Map<String, ConsumerRecord<String, byte[]>> latest = new HashMap<>();
        broker.records(topic)
                .forEach(each -> latest.merge(
                        each.key(), each, (one, other) -> other.timestamp() > one.timestamp() ? other : one));
        Map<String, Integer> partitions = new HashMap<>();
        latest.forEach((key, each) -> partitions.put(key, each.partition()));
        return partitions;
    }

    @Test
    void aTopicThatIsMadeAgainDuringASweep() {
        LogGuard.expect(ANOTHER_SINK);
        KafkaBroker broker = kafka(topic);
        provider.script("a", FaultScript.before(call -> {
            if (call.page() == 3) {
                broker.deleteTopic(topic);
                broker.createTopic(topic, 1, Map.of("cleanup.policy", "compact"));
            }
        }));
        Receipt broken = rig.sweep("a");
        assertThat(broken.isWhole()).as(broken.line()).isFalse();
        assertThat(broken.message()).contains("the sink changed while the list was read");

        provider.script("a", FaultScript.none());

        assertPublishedAgain(rig.sweep("a"), this::topic);
    }

    @ParameterizedTest
    @ValueSource(strings = {"out", "out/contacts", "out/contacts/a"})
    void aFolderThatIsRemovedBetweenTwoSweeps(String removed) throws IOException {
        LogGuard.expect(ANOTHER_SINK);
        rig.sweep("a");

        remove(folder.resolve(removed), true);

        assertPublishedAgain(rig.sweep("a"), this::files);
    }

    @Test
    void aFolderThatIsEmptiedWithAWildcard() throws IOException {
        LogGuard.expect(ANOTHER_SINK);
        rig.sweep("a");

        try (Stream<Path> visible = Files.list(out)) {
            for (Path each : visible.filter(
                            file -> !file.getFileName().toString().startsWith("."))
                    .toList()) {
                remove(each, true);
            }
        }

        assertPublishedAgain(rig.sweep("a"), this::files);
    }

    @Test
    void aFolderThatMovesIsTheSameSink() throws IOException {
        rig.sweep("a");
        rig.stop();
        Files.move(out, folder.resolve("moved"));

        useFolder("moved");

        assertThat(rig.sweep("a").published()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "console"})
    void aRunWithoutASinkCountsAsNothing(String sink) {
        rig.sweep("a");
        provider.contacts("a").insert();
        provider.contacts("a").update(3);
        rig.stop();
        rig.set("contacts.sink", sink);
        assertThat(printed(() -> rig.sweep("a")).lines())
                .as("what the console is for")
                .hasSize(sink.equals("console") ? 2 : 0);
        rig.stop();
        rig.set("contacts.sink", "files");

        Receipt receipt = rig.sweep("a");

        assertThat(receipt.published()).isEqualTo(2);
        assertThat(receipt.isWhole()).isTrue();
        assertSinkIsTruth(this::files);
    }

    @Test
    void aFirstRunWithoutASinkCountsAsNothing() {
        rig.set("contacts.sink", "none");
        rig.sweep("a");
        rig.stop();
        rig.set("contacts.sink", "files");

        assertPublishedAgain(rig.sweep("a"), this::files);
    }

    // --- what becomes of sweeps, deletes and receipts ---

    @Test
    void anOpenSweepIsGivenUpAndItsReceiptIsPublishedFirst() {
        LogGuard.expect(ANOTHER_SINK);
        provider.script("a", FaultScript.onPage(4, ResponseFaults.serverError()));
        Receipt deferred = rig.sweep("a");
        provider.script("a", FaultScript.none());

        useAnotherFolder();
        Receipt receipt = rig.sweep("a");

        assertPublishedAgain(receipt, this::files);
        assertThat(receipt.resumedAtPage()).isNull();
        List<JsonNode> receipts = rig.files().receipts();
        assertThat(receipts)
                .extracting(each ->
                        each.path("event").asText() + " " + each.path("status").asText() + " "
                                + each.path("whole").asText())
                .containsExactly("ended failed false", "started  ", "ended complete true");
        assertThat(receipts.get(0).path("sweep").asText()).isEqualTo(deferred.sweep());
        assertThat(receipts.get(0).path("message").asText()).contains("the sink");
    }

    @Test
    void aReceiptThatIsPendingForTheOldSinkDoesNotSayWholeInTheNewOne() {
        LogGuard.expect(ANOTHER_SINK);
        rig.sweep("a");
        rig.stop();
        HaltingProcess.haltBefore("sweep.ended", rig);

        useAnotherFolder();
        rig.sweep("a");

        assertThat(rig.files().receipts())
                .extracting(each ->
                        each.path("event").asText() + " " + each.path("whole").asText())
                .endsWith("started ", "ended true")
                .filteredOn("ended true"::equals)
                .hasSize(1);
        assertSinkIsTruth(this::files);
    }

    @Test
    void contactsThatAreGoneGetNoTombstoneInANewSink() {
        LogGuard.expect(ANOTHER_SINK);
        rig.sweep("a");
        provider.contacts("a").delete(7);
        rig.sweep("a");
        useAnotherFolder();

        rig.sweep("a");
        rig.sweep("a");

        assertThat(rig.files().records("a")).hasSize(CONTACTS - 1);
    }

    @ParameterizedTest(name = "the sweep stops half-way: {0}")
    @ValueSource(booleans = {false, true})
    void whatCameIntoAnEmptiedFolderInTheMidstOfASweepIsDeletedThere(boolean stops) {
        LogGuard.expect(ANOTHER_SINK);
        FaultScript empties = FaultScript.before(call -> {
            if (call.page() == 3) {
                moveAway(out);
            }
        });
        provider.script("a", stops ? empties.or(FaultScript.onPage(4, ResponseFaults.serverError())) : empties);
        rig.sweep("a");
        provider.script("a", FaultScript.none());
        provider.contacts("a").delete(25);

        rig.sweep("a");
        rig.sweep("a");

        assertSinkIsTruth(this::files);
        assertThat(rig.sweep("a").published()).isZero();
    }

    @Test
    void deadLettersArePublishedToTheNewSinkToo() {
        LogGuard.expect(ANOTHER_SINK);
        provider.contacts("a").serve(2, "{\"id\": 3, \"name\": {\"first\": \"Ada\"}}");
        rig.sweep("a");

        useAnotherFolder();
        Receipt receipt = rig.sweep("a");

        assertThat(rig.files().deadLetters("a")).hasSize(1);
        assertThat(receipt.deadLettered()).isEqualTo(1);
    }

    @Test
    void aSinkThatTheAccountHadLeftIsNotVouchedFor() {
        LogGuard.expect(ANOTHER_SINK);
        LogGuard.expect(ANOTHER_SINK);
        rig.sweep("a");
        useAnotherFolder();
        rig.sweep("a");
        provider.contacts("a").delete(7);
        rig.sweep("a");
        rig.sweep("a");
        rig.stop();
        useFolder("out");

        Receipt back = rig.sweep("a");

        assertThat(files()).as("a contact that was deleted meanwhile").hasSize(CONTACTS);
        assertThat(back.isWhole()).isFalse();
        assertThat(back.message()).contains("may hold contacts that were deleted meanwhile");
        assertThat(rig.sweep("a").isWhole()).isFalse();
    }

    // --- a state that does not know its sink yet ---

    @Test
    void aStateOfAnOlderReleaseIsPublishedOnceMoreAndItsDeletesFollow() {
        LogGuard.expect("the state does not say which sink it was published to");
        rig.sweep("a");
        provider.contacts("a").delete(7);
        try (State state = rig.state()) {
            state.note("a", "sink", null);
        }

        Receipt first = rig.sweep("a");
        assertThat(first.created()).isEqualTo(CONTACTS - 1);
        Receipt second = rig.sweep("a");

        assertThat(second.created()).isZero();
        assertThat(second.counts().deleted()).isEqualTo(1);
        assertSinkIsTruth(this::files);
    }

    // --- republish ---

    @Test
    void republishPublishesEveryContactAgainBesideARunningBundle() {
        LogGuard.expect("an operator asked to publish every contact again");
        rig.sweep("a");
        provider.contacts("a").delete(7);
        rig.sweep("a");

        CommandRun command = command("republish", "a");

        assertThat(command.out())
                .isEqualTo("a: the next sweep publishes every contact again." + System.lineSeparator());
        assertThat(command.exit()).isZero();
        Receipt receipt = rig.sweep("a");
        assertThat(receipt.created()).isEqualTo(CONTACTS - 1);
        assertThat(receipt.counts().deleted()).as("the sink may still hold it").isEqualTo(1);
        assertThat(receipt.isWhole()).isTrue();
        assertSinkIsTruth(this::files);
        assertThat(rig.sweep("a").published()).as("once").isZero();
    }

    @Test
    void republishBringsWhatAnOlderCopyOfTheStateDoesNotKnow() {
        LogGuard.expect("an operator asked to publish every contact again");
        rig.sweep("a");
        rig.stop();
        FolderCopy copy = new FolderCopy(folder.resolve("state"), folder.resolve("copy"));
        provider.contacts("a").serve(2, "{\"id\":3,\"name\":\"Ada\"}");
        provider.contacts("a").insert();
        rig.sweep("a");
        rig.stop();
        copy.restore();
        provider.contacts("a").serve(2, null);

        command("republish", "a");
        Receipt receipt = rig.sweep("a");

        assertThat(receipt.created()).isEqualTo(CONTACTS + 1);
        assertSinkIsTruth(this::files);
    }

    @Test
    void republishStartsAnOpenSweepOver() {
        LogGuard.expect("an operator asked to publish every contact again");
        provider.script("a", FaultScript.onPage(4, ResponseFaults.serverError()));
        rig.sweep("a");
        provider.script("a", FaultScript.none());

        assertThat(command("republish").exit()).isZero();

        Receipt receipt = rig.sweep("a");
        assertThat(receipt.created()).isEqualTo(CONTACTS);
        assertThat(receipt.isWhole()).isTrue();
    }

    @Test
    void republishKnowsTheAccountsOfTheState() {
        rig.sweep("a");

        CommandRun command = command("republish", "b");

        assertThat(command.exit()).isEqualTo(1);
        assertThat(command.err()).contains("There is no account b; it can be one of ", " a,");
    }

    private static String printed(Runnable sweep) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.out;
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            sweep.run();
            return printed.toString(StandardCharsets.UTF_8);
        } finally {
            System.setOut(before);
        }
    }

    // --- commands and sentences ---

    @Test
    void oneSentenceSaysWhatChanged() {
        LogGuard.expect(ANOTHER_SINK);
        rig.sweep("a");
        useAnotherFolder();
        try (LogCapture log = LogCapture.open()) {
            rig.sweep("a");

            assertThat(log.lines().stream().filter(line -> line.contains("a: the sink is another one")))
                    .singleElement()
                    .asString()
                    .contains("every contact is published again");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"forget a:1", "replay a"})
    void commandsThatPublishNeedASink(String command) {
        rig.sweep("a");
        rig.stop();
        rig.set("contacts.sink", "none");

        CommandRun run = command(command.split(" "));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("contacts.sink");
    }

    @Test
    void replayDoesNotPublishToAnotherSink() {
        rig.sweep("a");
        useAnotherFolder();

        CommandRun run = command("replay", "a");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("a: the sink is another one");
    }

    // --- the rest ---

    private void assertPublishedAgain(Receipt receipt, Supplier<Map<String, JsonNode>> sink) {
        assertThat(receipt.status()).as(receipt.line()).isEqualTo(SweepStatus.COMPLETE);
        assertThat(receipt.created()).as(receipt.line()).isEqualTo(CONTACTS);
        assertThat(receipt.isWhole()).isTrue();
        assertSinkIsTruth(sink);
    }

    private void assertSinkIsTruth(Supplier<Map<String, JsonNode>> sink) {
        assertThat(sink.get()).isEqualTo(rig.truth("a").contacts());
    }

    private Map<String, JsonNode> files() {
        return rig.files().contacts("a");
    }

    private Map<String, JsonNode> topic() {
        return table(topic);
    }

    private static Map<String, JsonNode> table(String name) {
        return SinkFiles.compacted(KafkaSink.contacts(KafkaBroker.shared(), name));
    }

    private KafkaBroker kafka(String name) {
        KafkaBroker broker = KafkaBroker.shared();
        rig.stop();
        rig.set("contacts.sink", "kafka")
                .set("contacts.kafka.topic", name)
                .set("camel.component.kafka.brokers", broker.bootstrapServers());
        return broker;
    }

    private void useAnotherFolder() {
        useFolder("out-2");
    }

    private void useFolder(String name) {
        out = folder.resolve(name);
        rig.stop();
        rig.useFolder(out);
    }

    private CommandRun command(String... words) {
        return CommandRun.of(
                rig.home(),
                Stream.concat(Stream.of(words), rig.arguments().stream()).toArray(String[]::new));
    }

    private void moveAway(Path directory) {
        try {
            Files.move(directory, folder.resolve("taken"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path root, boolean itself) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                if (itself || !each.equals(root)) {
                    Files.delete(each);
                }
            }
        }
    }
}
