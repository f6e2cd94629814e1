package io.contactroutes.nodes;

import static io.contactroutes.support.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.sandbox.fault.Call;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.support.HeldResponses;
import io.contactroutes.support.KafkaSink;
import io.contactroutes.support.SinkFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one PostgreSQL and one broker, at the moments that decide. */
@Timeout(300)
class TakeoverTest {

    private static final Duration TAKEOVER = Duration.ofSeconds(3);
    private static final int CONTACTS = 60;
    private static final int OFTEN = 60_000;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private ProcessesRig rig;

    @BeforeEach
    void make() {
        rig = new ProcessesRig(folder, TAKEOVER).patience(Duration.ofSeconds(30));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** Its records are on their way to the broker when it is frozen, and arrive when another one has published newer ones. */
    @Test
    void recordsOfAFrozenProcessAreRefusedWhenTheyArriveTooLate() {
        AtomicReference<RunningProcess> first = new AtomicReference<>();
        serve("a", Duration.ofHours(1), (account, call) -> {
            if (call.page() == 3 && first.get() == null) {
                first.set(process(call));
                first.get().broker().shut();
            } else if (call.page() == 2 && first.get() != null) {
                rig.host("a").provider().contacts("a").update(25);
            }
            return ProcessesRig.honest();
        });
        rig.set(key("a", "parallelPages"), "1");
        rig.start(2);
        await(
                "records that do not pass",
                () -> first.get() != null && first.get().broker().holds());

        first.get().freeze(() -> {
            await("the sweep's end", () -> rig.holds().complete("a", Instant.EPOCH) == 1);
            first.get().broker().open();
        });

        await("its sentence", () -> first.get().log().stream()
                .anyMatch(line -> line.contains("WARN") && line.contains("lost its hold on its accounts")));
        Instant open = Instant.now();
        await("its return", () -> rig.holds().isSeen(first.get().life(), open));
        String former = first.get().name() + "-1";
        assertThat(requests("a").stream()
                        .filter(request -> !request.agent().equals(former))
                        .map(HostRequests.Seen::page))
                .as("from the page before the checkpoint on")
                .doesNotContain(1)
                .startsWith(2, 3, 4);
        assertThat(requests("a").stream()
                        .filter(request -> request.agent().equals(former))
                        .map(HostRequests.Seen::page))
                .containsExactly(1, 2, 3);
        assertPublished();
    }

    /** One process is asked to wait, and the other one waits as well. */
    @Test
    void aPauseOfAHostHoldsForAllProcesses() {
        Duration pause = Duration.ofSeconds(6);
        AtomicReference<Instant> asked = new AtomicReference<>();
        rig.serve(
                "chatwoot",
                600,
                20 * CONTACTS,
                Duration.ofHours(1),
                (account, call) -> {
                    boolean both = agents().size() == 2;
                    return both && asked.compareAndSet(null, Instant.now())
                            ? ResponseFaults.retryAfter(429, pause)
                            : ProcessesRig.honest();
                },
                "a1",
                "a2");
        rig.start(2);

        await(
                "requests after the pause",
                () -> asked.get() != null
                        && rig.host("a1").requests().seen().stream().anyMatch(request -> request.arrived()
                                .isAfter(asked.get().plus(pause))));

        // What has its turn already is sent; then each process learns of the pause within two seconds.
        Instant known = asked.get().plusSeconds(2);
        assertThat(rig.host("a1").requests().seen().stream()
                        .map(HostRequests.Seen::arrived)
                        .filter(arrived -> arrived.isAfter(known))
                        .filter(arrived -> arrived.isBefore(asked.get().plus(pause))))
                .isEmpty();
    }

    /** Also one that starts later. */
    @Test
    void processesTakeTurnsAndTheirShares() {
        Duration every = Duration.ofSeconds(4);
        String[] accounts = {"a1", "a2", "a3", "a4", "a5", "a6"};
        AtomicReference<HeldResponses> held = new AtomicReference<>();
        Set<String> waiting = ConcurrentHashMap.newKeySet();
        rig.serve(
                "chatwoot",
                OFTEN,
                5,
                every,
                (account, call) -> {
                    HeldResponses now = held.get();
                    if (now == null) {
                        return ProcessesRig.honest();
                    }
                    waiting.add(account);
                    return now.of(HeldResponses.HONEST);
                },
                accounts);
        rig.start(2);
        rig.awaitComplete(1);
        await("both processes", () -> rig.processes().stream()
                .noneMatch(each -> rig.holds().isGone(each.life())));

        held.set(new HeldResponses());
        await("a turn of all, of which no sweep can end", () -> waiting.size() == accounts.length);
        assertThat(rig.processes().stream()
                        .map(each -> rig.holds().heldBy(each.life()).size()))
                .containsOnly(accounts.length / 2);
        held.getAndSet(null).release();
        rig.awaitComplete(3);

        for (String account : accounts) {
            List<Holds.Event> takes = rig.holds().events(account).stream()
                    .filter(event -> event.holder() != null && event.sweep() == null)
                    .toList();
            Duration all = Duration.between(
                    takes.get(0).at(), takes.get(takes.size() - 1).at());
            assertThat(every.multipliedBy(takes.size() - 1))
                    .as(account + ": " + takes)
                    .isLessThan(all.plusSeconds(1));
        }
    }

    private void serve(String account, Duration every, ProcessesRig.Script script) {
        rig.serve("chatwoot", OFTEN, CONTACTS, every, script, account);
    }

    private static String key(String account, String parameter) {
        return "camel.route-template[" + account + "]." + parameter;
    }

    private RunningProcess process(Call call) {
        String agent = call.header("User-Agent").orElseThrow();
        return rig.processes().stream()
                .filter(each -> each.life().agent().equals(agent))
                .findFirst()
                .orElseThrow();
    }

    private List<HostRequests.Seen> requests(String account) {
        return rig.host(account).requests().seen();
    }

    private Set<String> agents() {
        return rig.host("a1").requests().seen().stream()
                .map(HostRequests.Seen::agent)
                .collect(Collectors.toSet());
    }

    private void assertPublished() {
        List<Holds.Event> holds = rig.holds().events();
        for (int partition = 0; partition < ProcessesRig.PARTITIONS; partition++) {
            assertThat(new TopicLog(rig.broker(), ProcessesRig.TOPIC, partition).breaches(holds))
                    .isEmpty();
        }
        await("the table", () -> SinkFiles.compacted(KafkaSink.contacts(rig.broker(), ProcessesRig.TOPIC))
                .equals(rig.truth()));
    }
}
