package io.contactroutes;

import static io.contactroutes.support.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.list.ContactList;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.CursorChatwoot;
import io.contactroutes.support.HeldResponses;
import io.contactroutes.support.KafkaBroker;
import io.contactroutes.support.KafkaSink;
import io.contactroutes.support.KilledRun;
import io.contactroutes.support.LogGuard;
import io.contactroutes.support.PostgresServer;
import io.contactroutes.support.SinkFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Processes that are killed at random points of their sweeps, also beside {@code forget} and {@code republish}, before a
 * {@code replay} and before a sink that was emptied; brokers and databases that go away in the middle of a sweep. Nothing is lost,
 * no more is repeated than the pages in flight unless an operator asks for it, and in the end sink and state are the truth.
 */
@Timeout(240)
class CrashTest extends AccountSweepTest {

    private static final int PARALLEL_PAGES = 3;
    private static final int IN_FLIGHT = PAGE_SIZE * PARALLEL_PAGES;
    private static final int CONTACTS = 300;

    /** About the time of a page, so that the kill falls into any step of one. */
    private static final int MOST_DELAY_NANOS = 15_000_000;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private Supplier<List<JsonNode>> sink;

    // --- the process ---

    @Test
    void killedWithFilesAndSqlite() {
        serve();

        killAndRestart(6);

        rig.files().assertNothingElseIsVisible();
        assertEverySweepThatEndedSaysSo(rig.files().receipts());
    }

    /** Here too, no more is repeated than what was in flight: the page whose cursor is committed. */
    @Test
    void killedOnAListOfCursors() {
        serve();
        rig.home(CursorChatwoot.cursor(folder.resolve("bundle")).home());

        killAndRestart(4);
    }

    @Test
    void killedOnAListOfLinks() {
        serve();
        rig.home(CursorChatwoot.link(folder.resolve("bundle")).home());

        killAndRestart(4);
    }

    @Test
    void killedWithKafkaAndSqlite() {
        serve();
        kafka(KafkaBroker.shared(), "killed-sqlite");

        killAndRestart(4);

        assertEverySweepThatEndedSaysSo(KafkaSink.receipts(KafkaBroker.shared(), "killed-sqlite"));
    }

    private void killAndRestart(int kills) {
        provider.requests("a").clear();
        int killed = 0;
        for (int run = 1; killed < kills; run++) {
            assertThat(run).as("runs, seed %d", seed).isLessThan(3 * kills);
            int before = repeats();
            killed += killOne() ? 1 : 0;
            assertThat(repeats() - before)
                    .as("records repeated after run %d, seed %d", run, seed)
                    .isLessThanOrEqualTo(IN_FLIGHT);
        }
        try (KilledRun last = new KilledRun(rig, folder.resolve("log"))) {
            assertThat(last.awaitEnd()).as("seed %d", seed).isZero();
        }
        assertSinkAndStateBecomeTheTruth();
    }

    /** One run, killed when it has asked for some pages; changes the list when it ended before that. */
    private boolean killOne() {
        int until = provider.requests("a").count() + 1 + random.nextInt(12);
        int nanos = random.nextInt(MOST_DELAY_NANOS);
        try (KilledRun run = new KilledRun(rig, folder.resolve("log"))) {
            await("some requests", () -> provider.requests("a").count() >= until || !run.isAlive());
            LockSupport.parkNanos(nanos);
            boolean killed = run.kill();
            if (killed) {
                deleteWhatWasLastPublished();
            } else {
                changeTheList();
            }
            return killed;
        }
    }

    // --- commands beside the process ---

    @Test
    void killedBesideCommandsWithFilesAndSqlite() {
        serve();
        AtomicInteger taken = new AtomicInteger();

        killBesideCommands(5, () -> moveAway("out/contacts/a", "taken-" + taken.incrementAndGet()));

        rig.files().assertNothingElseIsVisible();
    }

    @Test
    void killedBesideCommandsWithKafkaAndPostgres() {
        serve();
        KafkaBroker broker = KafkaBroker.shared();
        kafka(broker, "killed-postgres");
        rig.set("contacts.state.url", PostgresServer.shared().jdbcUrl());

        killBesideCommands(4, () -> {
            broker.deleteTopic("killed-postgres");
            createTopic(broker, "killed-postgres");
        });
    }

    private void killBesideCommands(int kills, Runnable emptySink) {
        BundleFolder bundle = BundleFolder.shipped(folder.resolve("bundle"));
        rig.home(bundle.home());
        serveBroken(true);
        provider.requests("a").clear();
        int killed = 0;
        for (int run = 1; killed < kills; run++) {
            assertThat(run).as("runs, seed %d", seed).isLessThan(3 * kills);
            killed += killOneBesideACommand() ? 1 : 0;
            switch (run % 4) {
                case 1 -> replay(bundle);
                case 3 -> emptySink.run();
                default -> changeTheList();
            }
        }
        serveBroken(false);
        try (KilledRun last = new KilledRun(rig, folder.resolve("log"))) {
            assertThat(last.awaitEnd()).as("seed %d", seed).isZero();
        }
        assertSinkAndStateBecomeTheTruth();
    }

    /** The command runs while a page is being answered; the process is killed during it or after it. */
    private boolean killOneBesideACommand() {
        List<String> command = random.nextInt(3) == 0
                ? List.of("republish", "a")
                : List.of("forget", "a:" + (1 + any(provider.contacts("a"))));
        int until = provider.requests("a").count() + 1 + random.nextInt(12);
        int page = 1 + random.nextInt(6);
        AtomicReference<CompletableFuture<CommandRun>> beside = new AtomicReference<>();
        provider.script("a", call -> {
            if (call.page() != page || beside.get() != null) {
                return Optional.empty();
            }
            HeldResponses held = new HeldResponses();
            beside.set(CompletableFuture.supplyAsync(() -> command(command)));
            beside.get().whenComplete((run, failure) -> held.release());
            return Optional.of(held.of(HeldResponses.HONEST));
        });
        try (KilledRun run = new KilledRun(rig, folder.resolve("log"))) {
            await("some requests", () -> provider.requests("a").count() >= until || !run.isAlive());
            if (random.nextBoolean()) {
                await("the command", () -> beside.get() != null && beside.get().isDone() || !run.isAlive());
            }
            LockSupport.parkNanos(random.nextInt(MOST_DELAY_NANOS));
            boolean killed = run.kill();
            provider.script("a", FaultScript.none());
            if (beside.get() != null) {
                CommandRun ended = beside.get().join();
                assertThat(ended.exit() == 0 || ended.err().contains("has no such contact"))
                        .as("%s, seed %d", ended.err(), seed)
                        .isTrue();
            }
            return killed;
        }
    }

    /** Puts the dead letters into the sink, and later lets the provider correct the contacts. */
    private void replay(BundleFolder bundle) {
        String strict = "text(.name)";
        String lenient = "text(if (is-object(.name)) .name.first else .name)";
        bundle.replace("routes/providers/chatwoot.jslt", strict, lenient);
        CommandRun replay = command(List.of("replay", "a"));
        assertThat(replay.exit()).as("%s, seed %d", replay.err(), seed).isZero();
        bundle.replace("routes/providers/chatwoot.jslt", lenient, strict);
    }

    private void serveBroken(boolean broken) {
        ContactList list = provider.contacts("a");
        for (long number = 0; number < 3; number++) {
            if (list.numbers().contains(number)) {
                String json = "{\"id\":" + (number + 1) + ",\"name\":{\"first\":\"Ada\"}}";
                list.serve(number, broken ? json : null);
            }
        }
    }

    private CommandRun command(List<String> words) {
        return CommandRun.of(
                rig.home(),
                Stream.concat(words.stream(), rig.arguments().stream()).toArray(String[]::new));
    }

    private void moveAway(String from, String to) {
        try {
            if (Files.exists(folder.resolve(from))) {
                Files.move(folder.resolve(from), folder.resolve(to));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It may not be committed: a state that did not know what was on its way would never delete it. */
    private void deleteWhatWasLastPublished() {
        ContactList list = provider.contacts("a");
        List<JsonNode> records = sink.get();
        if (!records.isEmpty()) {
            String uid = records.get(records.size() - 1).path("uid").textValue();
            long number = Long.parseLong(uid.substring("a:".length())) - 1;
            if (list.numbers().contains(number)) {
                list.delete(number);
            }
        }
    }

    private void changeTheList() {
        ContactList list = provider.contacts("a");
        for (int i = 0; i < 3; i++) {
            list.insert();
            list.delete(any(list));
        }
        for (int i = 0; i < 40; i++) {
            list.update(any(list));
        }
    }

    private long any(ContactList list) {
        List<Long> numbers = list.numbers();
        return numbers.get(random.nextInt(numbers.size()));
    }

    // --- the broker ---

    @Test
    void brokerKilledAndRestarted() {
        serve();
        rig.home(impatientBundle());
        try (KafkaBroker broker = KafkaBroker.start()) {
            kafka(broker, "broker-killed");
            for (int kill = 1; kill <= 2; kill++) {
                changeAll();
                int before = kill == 1 ? 0 : repeats();
                during(1 + random.nextInt(CONTACTS / PAGE_SIZE), broker::kill);

                Receipt receipt = rig.sweep("a");

                assertThat(receipt.status())
                        .as("%s, seed %d", receipt.line(), seed)
                        .isEqualTo(SweepStatus.DEFERRED);
                assertThat(receipt.message()).contains("Kafka cannot be reached", "connection refused");
                Receipt stillDown = rig.sweep("a");
                assertThat(stillDown.status()).isEqualTo(SweepStatus.DEFERRED);
                broker.restart();
                assertNothingIsCommittedThatTheSinkDoesNotHave();
                Receipt resumed = rig.sweep("a");
                assertThat(resumed.status())
                        .as("%s, seed %d", resumed.line(), seed)
                        .isEqualTo(SweepStatus.COMPLETE);
                assertThat(resumed.sweep()).isEqualTo(receipt.sweep());
                assertThat(repeats() - before).as("seed %d", seed).isLessThanOrEqualTo(2 * IN_FLIGHT);
                assertThat(SinkFiles.compacted(sink.get()))
                        .isEqualTo(rig.truth("a").contacts());
            }
            assertSinkAndStateBecomeTheTruth();
            rig.stop();
            assertEverySweepThatEndedSaysSo(KafkaSink.receipts(broker, "broker-killed"));
        }
    }

    /** The bundle, but its producer gives up after seconds; a short outage would be waited for. */
    private Path impatientBundle() {
        BundleFolder bundle = BundleFolder.shipped(folder.resolve("bundle"));
        bundle.edit("routes/publish-kafka.camel.yaml", publish -> {
            String impatient = publish.replaceAll("(maxBlockMs|requestTimeoutMs): \\d+", "$1: 3000")
                    .replaceAll("deliveryTimeoutMs: \\d+", "deliveryTimeoutMs: 4000");
            assertThat(impatient).contains("deliveryTimeoutMs: 4000", "maxBlockMs: 3000", "requestTimeoutMs: 3000");
            return impatient.lines().toList();
        });
        return bundle.home();
    }

    /** What the state takes for published is in the sink with the same content; what is not committed may be, too. */
    private void assertNothingIsCommittedThatTheSinkDoesNotHave() {
        Map<String, JsonNode> held = SinkFiles.compacted(sink.get());
        Map<String, JsonNode> truth = rig.truth("a").contacts();
        try (State state = rig.state()) {
            state.known("a", provider.sourceIds("a")).forEach((id, known) -> {
                if (known.published()
                        && known.lastSeen()
                                == state.openSweep("a").orElseThrow().sequence()) {
                    assertThat(held.get("a:" + id))
                            .as("a:%s, seed %d", id, seed)
                            .isEqualTo(truth.get("a:" + id));
                }
            });
        }
    }

    // --- the database ---

    @Test
    void postgresRestarted() {
        serve();
        try (PostgresServer server = PostgresServer.start()) {
            rig.set("contacts.state.url", server.jdbcUrl());
            for (int restart = 1; restart <= 3; restart++) {
                changeAll();
                int before = repeats();
                LogGuard.expect("lost its hold on its accounts");
                during(1 + random.nextInt(CONTACTS / PAGE_SIZE), server::restart);

                await("a complete sweep, seed " + seed, () -> rig.tick("a").stream()
                        .anyMatch(receipt -> receipt.status() == SweepStatus.COMPLETE));

                assertThat(repeats() - before).as("seed %d", seed).isLessThanOrEqualTo(IN_FLIGHT);
                assertThat(SinkFiles.compacted(sink.get()))
                        .isEqualTo(rig.truth("a").contacts());
            }
            assertSinkAndStateBecomeTheTruth();
            rig.stop();
        }
    }

    // --- the rest ---

    private void serve() {
        serve(
                Options.defaults().withPageSize(PAGE_SIZE).withLatency(Duration.ofMillis(2)),
                Served.of("a", "chatwoot").withContacts(CONTACTS));
        rig.set("a", "parallelPages", PARALLEL_PAGES);
        sink = () -> rig.files().records("a");
    }

    private static void createTopic(KafkaBroker broker, String topic) {
        broker.createTopic(topic, 2, Map.of("cleanup.policy", "compact"));
    }

    private void kafka(KafkaBroker broker, String topic) {
        createTopic(broker, topic);
        rig.set("contacts.sink", "kafka")
                .set("contacts.kafka.topic", topic)
                .set("camel.component.kafka.brokers", broker.bootstrapServers());
        sink = () -> KafkaSink.contacts(broker, topic);
    }

    private void changeAll() {
        ContactList list = provider.contacts("a");
        list.numbers().forEach(list::update);
    }

    /** Does harm while a page is being answered, once. */
    private void during(int page, Runnable harm) {
        HeldResponses held = new HeldResponses();
        AtomicBoolean done = new AtomicBoolean();
        provider.script("a", call -> {
            if (call.page() != page || done.getAndSet(true)) {
                return Optional.empty();
            }
            CompletableFuture.runAsync(harm).whenComplete((ended, failure) -> held.release());
            return Optional.of(held.of(HeldResponses.HONEST));
        });
    }

    /** Records that say of a contact what the record before had said. */
    private int repeats() {
        Map<String, JsonNode> last = new HashMap<>();
        int repeats = 0;
        for (JsonNode contact : sink.get()) {
            JsonNode content = SinkFiles.withoutTimes(contact);
            repeats += content.equals(last.put(contact.path("uid").textValue(), content)) ? 1 : 0;
        }
        return repeats;
    }

    /** Two sweeps let deletes go; the third finds nothing to say, so that each hash is that of what the sink holds. */
    private void assertSinkAndStateBecomeTheTruth() {
        provider.script("a", FaultScript.none());
        rig.sweep("a");
        rig.sweep("a");
        Receipt quiet = rig.sweep("a");
        assertThat(quiet.published()).as("%s, seed %d", quiet.line(), seed).isZero();
        assertThat(quiet.isWhole()).isTrue();
        Map<String, JsonNode> truth = rig.truth("a").contacts();
        assertThat(SinkFiles.compacted(sink.get())).as("seed %d", seed).isEqualTo(truth);
        try (State state = rig.state()) {
            assertThat(state.openSweep("a")).isEmpty();
            assertThat(state.liveCount("a")).isEqualTo(truth.size());
            assertThat(state.known("a", provider.sourceIds("a")).values())
                    .hasSize(truth.size())
                    .allMatch(known -> known.published() && known.lastSeen() == quiet.sequence());
        }
    }

    /** The last receipt of each sweep is that of its end, and the ends follow one another without a gap. */
    private void assertEverySweepThatEndedSaysSo(List<JsonNode> receipts) {
        Map<String, JsonNode> last = new LinkedHashMap<>();
        receipts.forEach(receipt -> last.put(receipt.path("sweep").textValue(), receipt));
        String previous = null;
        for (JsonNode receipt : last.values()) {
            assertThat(receipt.path("event").textValue())
                    .as("%s, seed %d", receipt, seed)
                    .isEqualTo("ended");
            assertThat(receipt.path("status").textValue()).isNotEqualTo("deferred");
            assertThat(receipt.path("previousSweep").textValue()).isEqualTo(previous);
            previous = receipt.path("sweep").textValue();
        }
    }
}
