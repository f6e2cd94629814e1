package io.contactroutes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderApi;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.AcceptingApi;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.Disturbances;
import io.contactroutes.support.LogGuard;
import io.contactroutes.support.SimulatedList;
import io.contactroutes.support.SimulatedSink;
import io.contactroutes.support.SinkFiles;
import io.contactroutes.support.SweepRig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A subscriber's table while the list changes and fails, and while operators and crashes disturb the bundle: the sink becomes
 * another one, an old one, or is emptied; page size, order, token, filter and the list itself change; {@code forget},
 * {@code republish} and {@code approve-deletes} run between sweeps and in the midst of one, {@code replay} between them and before a
 * resume; the process is stopped or killed at any request and at any publication; contacts become dead letters, and dead letters
 * become valid; recent sweeps run at any time; the sink loses a file, and an operator asks for everything again.
 *
 * <p>What holds throughout, by {@code docs/guarantees.md}:
 *
 * <ol>
 *   <li>No tombstone is published of a contact that is listed, except by {@code forget}; and none by a sweep of another list than
 *       before, until an operator approves or nothing is missing.
 *   <li>A complete sweep has seen each contact that was listed from its begin to its end, and it is in the table, with its content
 *       unless that has changed meanwhile. Excepted are contacts that are not valid, those that {@code forget} removed during the
 *       sweep, and what {@code docs/guarantees.md} says a sweep cannot see.
 *   <li>What {@code replay} publishes is of the last dead letter of its contact, and no older than what the sink has of it.
 *   <li>No receipt says {@code whole} while a contact is set aside, a delete is held, or the sink was left for a time.
 *   <li>After two quiet complete sweeps the table is the list: every valid contact with its content, and nothing else but what
 *       was published before of contacts that are not valid now, deletes that are held because the list became another one, and,
 *       in a sink that was left for a time, contacts that were deleted meanwhile. Each contact that is not valid has a dead letter.
 *   <li>When all contacts are valid and what was held is approved, two further sweeps make the table equal to the list, the receipt
 *       says {@code whole}, and the next sweep publishes nothing.
 * </ol>
 *
 * <p>{@code -Dsimulation.seeds=50} tries more seeds, {@code -Dsimulation.from=7} others. A failure names its seed and all that
 * happened.
 */
class DisturbedListTest extends AccountSweepTest {

    private static final int CONTACTS = 40;
    private static final int SMALL_PAGE = 7;
    private static final int TICKS = 8;

    /** What is logged when an account begins anew. */
    private static final List<String> SENTENCES = List.of(
            "every contact is published again.",
            "an operator asked to publish every contact again.",
            "its list is another one than before",
            "since the sweep stopped half-way;");

    private Disturbances disturbances;
    private SimulatedSink sink;
    private final Map<String, Integer> records = new HashMap<>();
    private String run;

    static Stream<Arguments> runs() {
        Stream<Arguments> kinds = Stream.of(
                Arguments.of("chatwoot", "files", 1, "off"),
                Arguments.of("chatwoot", "files", 3, "off"),
                Arguments.of("chatwoot", "files", 2, "20ms"),
                Arguments.of("botpenguin", "files", 1, "off"),
                Arguments.of("botpenguin", "files", 3, "off"),
                Arguments.of("islash", "files", 1, "off"),
                Arguments.of("islash", "files", 3, "off"),
                Arguments.of("chatwoot", "kafka", 2, "off"));
        return SimulatedList.seeded(kinds);
    }

    @ParameterizedTest(name = "{0} to {1}, {2} pages in flight, recent sweeps {3}, seed {4}")
    @MethodSource("runs")
    void theTableIsWhatIsPromised(
            String providerId, String sinkName, int parallelPages, String recentEvery, long seed) {
        LogGuard.tolerate("(recent sweep)");
        run = String.format(
                "%s to %s, %d pages in flight, recent sweeps %s, seed %d",
                providerId, sinkName, parallelPages, recentEvery, seed);
        SENTENCES.forEach(LogGuard::tolerate);
        begin(providerId, sinkName, parallelPages, recentEvery, new Random(seed));
        disturbances.quietTick();
        for (int tick = 1; tick <= (sinkName.equals("files") ? TICKS : TICKS / 2); tick++) {
            disturbances.between();
            Receipt last = disturbances.disturbedTick();
            Map<String, JsonNode> table = assertNothingListedIsDeleted();
            if (last != null) {
                assertComplete(last, table);
                assertClaim(last);
            }
        }
        assertTable();
    }

    private void begin(String providerId, String sinkName, int parallelPages, String recentEvery, Random random) {
        Path data = folder.resolve("data");
        Options options = providerId.equals("islash")
                ? Options.defaults()
                : Options.defaults().withPageSize(SMALL_PAGE);
        Served[] served = Stream.of("a", "b")
                .map(name -> Served.of(name, new AcceptingApi(ProviderApi.named(providerId)))
                        .withContacts(CONTACTS))
                .toArray(Served[]::new);
        provider = ProviderDouble.start(List.of(served), options);
        BundleFolder bundle = BundleFolder.withoutAccounts(folder.resolve("bundle"));
        rig = new SweepRig(data, provider, served[0]).home(bundle.home());
        rig.set("a", "parallelPages", parallelPages).set("contacts.deletes.max-share", "100%");
        rig.set("a", "recentEvery", recentEvery);
        if (providerId.equals("islash")) {
            rig.set("a", "perPage", SMALL_PAGE);
        }
        boolean files = sinkName.equals("files");
        sink = files ? SimulatedSink.folder(rig, data, random) : SimulatedSink.topic(rig);
        sink.another();
        Map<String, SimulatedList> lists = new HashMap<>();
        for (String list : List.of("a", "b")) {
            lists.put(list, new SimulatedList(providerId, parallelPages, provider.contacts(list), random.nextLong()));
        }
        disturbances = new Disturbances(
                rig, provider, bundle, sink, files && parallelPages == 1 ? data : null, providerId, lists, random);
    }

    /** Returns the table. */
    private Map<String, JsonNode> assertNothingListedIsDeleted() {
        List<JsonNode> all = sink.contacts();
        int before = Math.min(all.size(), records.getOrDefault(sink.identity(), 0));
        Set<String> listed = Set.copyOf(disturbances.uids().values());
        assertThat(all.subList(before, all.size()))
                .as(this::story)
                .noneMatch(contact -> contact.path("deleted").asBoolean()
                        && listed.contains(contact.path("uid").textValue())
                        && !disturbances
                                .forgottenHere()
                                .contains(contact.path("uid").textValue()));
        disturbances.forgottenHere().clear();
        records.put(sink.identity(), all.size());
        return SinkFiles.compacted(all);
    }

    private void assertComplete(Receipt last, Map<String, JsonNode> table) {
        SimulatedList list = disturbances.simulated();
        if (last.status() != SweepStatus.COMPLETE || list.wasHazardous() || disturbances.wasEmptiedInTheMidst()) {
            return;
        }
        Map<String, JsonNode> truth = disturbances.truth();
        Map<Long, String> uids = disturbances.uids();
        Set<String> unsettled = disturbances.unsettled();
        Set<String> seen = disturbances.seenBy(last.sequence());
        list.throughout().forEach(number -> {
            String uid = uids.get(number);
            if (!unsettled.contains(uid)) {
                assertThat(seen).as(this::story).contains(uid);
                assertThat(table).as(this::story).containsKey(uid);
                if (!list.changed().contains(number)) {
                    assertThat(table.get(uid)).as(this::story).isEqualTo(truth.get(uid));
                }
            }
        });
    }

    private void assertClaim(Receipt last) {
        if (last.isWhole()) {
            assertThat(disturbances.isSinkDoubtful()).as(this::story).isFalse();
            assertThat(last.heldDeletes()).as(this::story).isZero();
            assertThat(last.deadLettered()).as(this::story).isZero();
        }
        List<JsonNode> receipts =
                sink.receipts().stream().filter(receipt -> !receipt.has("kind")).toList();
        if (!receipts.isEmpty()) {
            JsonNode published = receipts.get(receipts.size() - 1);
            assertThat(published.path("whole").asBoolean()).as(this::story).isEqualTo(last.isWhole());
        }
    }

    private void assertTable() {
        Receipt quiet = quiet();
        Map<String, JsonNode> table = SinkFiles.compacted(sink.contacts());
        Map<String, JsonNode> truth = disturbances.truth();
        Set<String> invalid = Set.copyOf(disturbances.uids().values().stream()
                .filter(uid -> !truth.containsKey(uid))
                .toList());
        assertThat(table).as(this::story).containsAllEntriesOf(truth);
        if (!disturbances.isSinkDoubtful()) {
            table.keySet().removeAll(truth.keySet());
            table.keySet().removeAll(invalid);
            assertThat((long) table.size()).as(this::story).isLessThanOrEqualTo(quiet.heldDeletes());
        }
        assertThat(quiet.deadLettered()).as(this::story).isEqualTo(invalid.size());
        assertThat(sink.deadLetters().stream().map(letter -> letter.path("uid").textValue()))
                .as(this::story)
                .containsAll(invalid);
        assertClaim(quiet);

        disturbances.mendAll();
        if (quiet.heldDeletes() > 0) {
            disturbances.approveHeld();
        }
        quiet = quiet();
        table = SinkFiles.compacted(sink.contacts());
        if (disturbances.isSinkDoubtful()) {
            assertThat(table).as(this::story).containsAllEntriesOf(disturbances.truth());
        } else {
            assertThat(table).as(this::story).isEqualTo(disturbances.truth());
            assertThat(quiet.isWhole()).as(this::story).isTrue();
        }
        assertClaim(quiet);
        assertThat(disturbances.quietTick().published()).as(this::story).isZero();
    }

    /** The last one of two sweeps that are undisturbed and complete, after what is open has ended. */
    private Receipt quiet() {
        while (disturbances.quietTick().status() == SweepStatus.DEFERRED) {
            // an unfinished sweep ends first
        }
        assertThat(disturbances.quietTick().status()).as(this::story).isEqualTo(SweepStatus.COMPLETE);
        Receipt last = disturbances.quietTick();
        assertThat(last.status()).as(this::story).isEqualTo(SweepStatus.COMPLETE);
        assertNothingListedIsDeleted();
        return last;
    }

    private String story() {
        return run + "\n" + disturbances;
    }
}
