package io.contactroutes.nodes;

import static io.contactroutes.support.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.sandbox.fault.Call;
import io.contactroutes.sandbox.fault.Fault;
import io.contactroutes.sandbox.list.ContactList;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.KafkaSink;
import io.contactroutes.support.SinkFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three processes on one PostgreSQL and one broker, which are killed, frozen and cut off at random while lists change all the time.
 * What holds throughout, by {@code docs/guarantees.md}:
 *
 * <ol>
 *   <li>In the end the table that a subscriber has folded is what the providers list.
 *   <li>No record of a process comes behind one of a process that has taken over its account.
 *   <li>All processes together ask a host no more often than its budget allows.
 *   <li>No two processes sweep an account at once, and its receipts tell one sweep after the other.
 *   <li>Each account is swept again within {@code every}, the time of a sweep, and what the disturbances meanwhile may cost.
 * </ol>
 *
 * <p>{@code -Dkills=30} disturbs more often, {@code -Dnodes.seed=7} in the way of a run that has failed.
 */
@Timeout(600)
class NodesTest {

    /** Each kind once; more with {@code -Dkills=}. */
    private static final int KILLS = Integer.getInteger("kills", Disturbance.values().length);

    private static final Duration TAKEOVER = Duration.ofSeconds(3);
    private static final Duration EVERY = Duration.ofSeconds(2);

    /** Longer than a process is frozen: when it wakes up it tries to send what it has. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    /** Two processes of three at most are disturbed at a time. */
    private static final int AT_ONCE = 2;

    /** How much later than planned things happen on a machine with other work, which the test cannot know. */
    private static final Duration LATE = Duration.ofSeconds(2);

    private static final int MOST_DELAY_NANOS = 30_000_000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final long seed = Long.getLong("nodes.seed", System.nanoTime() % 1_000_000);
    private final Random random = new Random(seed);
    private final Random changes = new Random(seed + 1);
    private final List<Disturbance.Event> disturbances = new ArrayList<>();
    private volatile boolean quiet;
    private ProcessesRig rig;

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void threeProcessesAreDisturbedAtRandom() {
        try {
            beDisturbedAtRandom();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(e.getMessage() + story(), e);
        }
    }

    private void beDisturbedAtRandom() {
        rig = new ProcessesRig(folder, TAKEOVER).patience(PATIENCE);
        rig.serve("chatwoot", 600, 60, EVERY, this::answer, "a1", "a2", "a3");
        rig.set(BundleFolder.key("a2", "recentEvery"), "500ms");
        rig.serve("botpenguin", 1_200, 40, EVERY, this::answer, "b1", "b2", "b3");
        rig.start(3);
        rig.awaitComplete(1);

        disturb();
        quiet = true;
        rig.awaitComplete(3);
        rig.processes().forEach(RunningProcess::terminate);

        List<Holds.Event> holds = rig.holds().events();
        assertAll(
                () -> assertThat(SinkFiles.compacted(KafkaSink.contacts(rig.broker(), ProcessesRig.TOPIC)))
                        .isEqualTo(rig.truth()),
                () -> assertNoRecordComesTooLate(holds),
                this::assertBudgets,
                () -> assertOneAfterTheOther(holds),
                this::assertReceipts,
                this::assertFreshness,
                () -> assertWhoLostItsHoldSaysSo(holds));
    }

    // --- what happens ---

    /** An honest answer from a list that changes with each second request. */
    private Fault answer(String account, Call call) {
        if (!quiet) {
            synchronized (changes) {
                change(rig.host(account).provider().contacts(account));
            }
        }
        return ProcessesRig.honest();
    }

    private void change(ContactList list) {
        List<Long> numbers = list.numbers();
        long any = numbers.get(changes.nextInt(numbers.size()));
        int what = changes.nextInt(40);
        if (what < 18) {
            list.update(any);
        } else if (what < 20) {
            list.insert();
        } else if (what < 21) {
            list.delete(any);
        }
    }

    private void disturb() {
        Map<RunningProcess, CompletableFuture<Void>> open = new HashMap<>();
        for (int n = 0; n < KILLS; n++) {
            rig.awaitRequests(1 + random.nextInt(15));
            LockSupport.parkNanos(random.nextInt(MOST_DELAY_NANOS));
            List<RunningProcess> undisturbed = new ArrayList<>(rig.processes());
            await("a process that is not disturbed", () -> {
                open.values().removeIf(CompletableFuture::isDone);
                return open.size() < AT_ONCE;
            });
            undisturbed.removeAll(open.keySet());
            RunningProcess process = undisturbed.get(random.nextInt(undisturbed.size()));
            Disturbance what = kind(n);
            Random own = new Random(random.nextLong());
            open.put(process, CompletableFuture.runAsync(() -> disturb(process, what, own)));
        }
        open.values().forEach(CompletableFuture::join);
    }

    /** Each kind once, then any. */
    private Disturbance kind(int number) {
        Disturbance[] all = Disturbance.values();
        return all[number < all.length ? number : random.nextInt(all.length)];
    }

    private void disturb(RunningProcess process, Disturbance what, Random own) {
        RunningProcess.Life life = process.life();
        Instant from = Instant.now();
        what.happen(rig, process, own);
        Instant to = Instant.now();
        synchronized (disturbances) {
            disturbances.add(new Disturbance.Event(what, life, from, to));
        }
        await(process.name() + " after " + what, () -> isBack(process, to));
    }

    /** A process that cannot reach the database while it starts ends; whoever runs it starts it again. */
    private boolean isBack(RunningProcess process, Instant since) {
        if (!process.life().isAlive()) {
            process.start();
        }
        return rig.holds().isSeen(process.life(), since);
    }

    // --- what holds ---

    /**
     * Each request comes from the process that has the account. Who was frozen or cut off, or whose session was ended, may not
     * know for a moment that it has lost it: each of its workers may send one request more.
     */
    private void assertOneAfterTheOther(List<Holds.Event> holds) {
        for (String account : rig.accounts()) {
            List<Holds.Event> events = holds.stream()
                    .filter(event -> event.account().equals(account))
                    .toList();
            Map<String, Integer> late = new HashMap<>();
            for (HostRequests.Seen request : requests(account)) {
                Holds.Event now = events.stream()
                        .filter(event -> !event.at().isAfter(request.arrived()))
                        .reduce((first, second) -> second)
                        .orElseThrow();
                RunningProcess.Life life = life(request.agent());
                if (!now.isHeldBy(life)) {
                    Disturbance.Event why = disturbances.stream()
                            .filter(event -> event.hides(
                                    life,
                                    request.arrived(),
                                    TAKEOVER.dividedBy(6).plus(LATE)))
                            .findFirst()
                            .orElse(null);
                    assertThat(why)
                            .as("%s is of a process that does not have the account: %s", request, now)
                            .isNotNull();
                    assertThat(late.merge(life.agent() + why, 1, Integer::sum))
                            .as("requests of %s for %s after %s", life.agent(), account, why)
                            .isLessThanOrEqualTo(ProcessesRig.PARALLEL_PAGES);
                }
            }
        }
    }

    private void assertWhoLostItsHoldSaysSo(List<Holds.Event> holds) {
        for (RunningProcess process : rig.processes()) {
            long said = process.log().stream()
                    .filter(line -> line.contains("lost its hold on its accounts") && line.contains("WARN"))
                    .count();
            long lost = disturbances.stream()
                    .filter(event ->
                            event.what() == Disturbance.FREEZE || event.what() == Disturbance.CUT_OFF_FROM_DATABASE)
                    .filter(event -> process.lives().contains(event.life()))
                    .filter(event -> lostSomething(event, holds))
                    .count();
            assertThat(said).as("losses said by %s", process.name()).isGreaterThanOrEqualTo(lost);
        }
    }

    private boolean lostSomething(Disturbance.Event event, List<Holds.Event> holds) {
        return rig.accounts().stream().anyMatch(account -> {
            List<Holds.Event> events = holds.stream()
                    .filter(each -> each.account().equals(account))
                    .filter(each -> each.at().isBefore(event.to()))
                    .toList();
            return IntStream.range(1, events.size())
                    .anyMatch(i -> events.get(i).at().isAfter(event.from())
                            && events.get(i - 1).isHeldBy(event.life())
                            && events.get(i).holder() != null
                            && !events.get(i).isHeldBy(event.life()));
        });
    }

    private void assertNoRecordComesTooLate(List<Holds.Event> holds) {
        for (int partition = 0; partition < ProcessesRig.PARTITIONS; partition++) {
            TopicLog log = new TopicLog(rig.broker(), ProcessesRig.TOPIC, partition);
            assertThat(log.committed()).isNotEmpty();
            assertThat(log.outside()).as("records outside of transactions").isZero();
            assertThat(log.breaches(holds)).isEmpty();
        }
    }

    /** A request is sent up to a quarter of the distance later than its turn, at random, and as late as the machine makes it. */
    private void assertBudgets() {
        for (ProcessesRig.Host host : rig.hosts()) {
            List<HostRequests.Seen> requests = host.requests().seen();
            double most =
                    1.25 + LATE.dividedBy(4).toNanos() / (double) host.spacing().toNanos();
            assertThat(HostRequests.lead(requests, host.spacing()))
                    .as(
                            "requests ahead of the budget of %s",
                            host.provider().url(requests.get(0).account()))
                    .isLessThanOrEqualTo(most);
        }
    }

    /** A sweep begins when the one before it has ended; one that was taken over begins again under its id. */
    private void assertReceipts() {
        for (String account : rig.accounts()) {
            JsonNode last = null;
            for (JsonNode receipt : receipts(account)) {
                if (last != null && !receipt.equals(last)) {
                    boolean wasEnd =
                            isEnd(last) && !last.path("status").asText().equals("deferred");
                    long expected = last.path("sequence").asLong() + (wasEnd ? 1 : 0);
                    assertThat(receipt.path("sequence").asLong())
                            .as("%s after %s", receipt, last)
                            .isEqualTo(expected);
                    assertThat(isEnd(receipt) && isEnd(last))
                            .as("%s after %s", receipt, last)
                            .isFalse();
                }
                last = receipt;
            }
        }
    }

    private void assertFreshness() {
        Duration sweep = rig.accounts().stream()
                .flatMap(account -> receipts(account).stream())
                .filter(receipt -> isEnd(receipt)
                        && felt(time(receipt, "startedAt"), time(receipt, "at")).isZero())
                .map(receipt -> Duration.between(time(receipt, "startedAt"), time(receipt, "at")))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        for (String account : rig.accounts()) {
            Instant fresh = null;
            for (JsonNode receipt : receipts(account)) {
                String status = receipt.path("status").asText();
                if (status.equals("complete") || status.equals("incomplete")) {
                    Instant at = time(receipt, "at");
                    if (fresh != null) {
                        Duration most = EVERY.plus(sweep).plus(felt(fresh, at)).plus(LATE);
                        assertThat(Duration.between(fresh, at))
                                .as("%s from %s to %s; a sweep takes %s", account, fresh, at, sweep)
                                .isLessThanOrEqualTo(most);
                    }
                    fresh = at;
                }
            }
        }
    }

    /** What disturbances may have cost in this time; those at the same time cost it once. */
    private Duration felt(Instant from, Instant to) {
        Duration all = Duration.ZERO;
        Instant until = from;
        List<Disturbance.Event> inOrder = disturbances.stream()
                .sorted(Comparator.comparing(Disturbance.Event::from))
                .toList();
        for (Disturbance.Event event : inOrder) {
            Instant begin = later(event.from(), until);
            Instant end = event.felt(TAKEOVER).isBefore(to) ? event.felt(TAKEOVER) : to;
            if (begin.isBefore(end)) {
                all = all.plus(Duration.between(begin, end));
                until = end;
            }
        }
        return all;
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Instant time(JsonNode receipt, String key) {
        return Instant.parse(receipt.path(key).textValue());
    }

    private static boolean isEnd(JsonNode receipt) {
        return receipt.path("event").asText().equals("ended");
    }

    private List<JsonNode> receipts(String account) {
        return KafkaSink.receipts(rig.broker(), ProcessesRig.TOPIC).stream()
                .filter(receipt -> receipt.path("account").asText().equals(account) && !receipt.has("kind"))
                .toList();
    }

    private List<HostRequests.Seen> requests(String account) {
        return rig.host(account).requests().seen().stream()
                .filter(request -> request.account().equals(account))
                .toList();
    }

    private RunningProcess.Life life(String agent) {
        return rig.lives().stream()
                .filter(life -> life.agent().equals(agent))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No process is called " + agent));
    }

    private String story() {
        synchronized (disturbances) {
            StringBuilder story = new StringBuilder("\nseed " + seed + ", " + folder);
            disturbances.forEach(event -> story.append("\n")
                    .append(event.from())
                    .append(" to ")
                    .append(event.to())
                    .append(" ")
                    .append(event.life().agent())
                    .append(" ")
                    .append(event.what()));
            return story.append("\n").append(rig.tails()).toString();
        }
    }
}
