package io.contactroutes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.state.ContactState;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.LogGuard;
import io.contactroutes.support.SimulatedList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A subscriber's view of a list that changes between and during sweeps, against the truth: it may lag; what is there is
 * never deleted, also where recent sweeps run at any time; a complete sweep has brought all that was listed from its begin to its end; after two quiet sweeps the
 * view is the truth.
 */
class SimulatedListTest extends AccountSweepTest {

    private static final int CONTACTS = 60;
    private static final int SMALL_PAGE = 7;
    private static final int ROUNDS = 2;
    private static final int TICKS = 8;

    private SimulatedList simulated;
    private String run;

    static Stream<Arguments> runs() {
        Stream<Arguments> kinds = Stream.of(
                Arguments.of("chatwoot", "created_at,email,phone_number", 1, "off"),
                Arguments.of("chatwoot", "created_at,email,phone_number", 3, "off"),
                Arguments.of("chatwoot", "created_at,email,phone_number", 1, "20ms"),
                Arguments.of("chatwoot", "created_at,email,phone_number", 3, "20ms"),
                Arguments.of("chatwoot", "as it stands", 1, "off"),
                Arguments.of("chatwoot", "as it stands", 3, "off"),
                Arguments.of("botpenguin", null, 1, "off"),
                Arguments.of("botpenguin", null, 3, "off"),
                Arguments.of("islash", null, 1, "off"),
                Arguments.of("islash", null, 3, "off"));
        return SimulatedList.seeded(kinds);
    }

    @ParameterizedTest(name = "{0} sorted by {1}, {2} pages in flight, recent sweeps {3}, seed {4}")
    @MethodSource("runs")
    void theSinkFollowsTheTruth(String providerId, String sort, int parallelPages, String recentEvery, long seed) {
        LogGuard.tolerate("(recent sweep)");
        run = String.format(
                "%s sorted by %s, %d pages in flight, recent sweeps %s, seed %d",
                providerId, sort, parallelPages, recentEvery, seed);
        serve(
                Options.defaults().withPageSize(SMALL_PAGE),
                Served.of("a", providerId).withContacts(CONTACTS));
        rig.set("a", "recentEvery", recentEvery);
        rig.set("a", "parallelPages", parallelPages).set("contacts.deletes.max-share", "100%");
        if (sort != null) {
            rig.set("a", "sorts", sort);
        }
        simulated = new SimulatedList(providerId, parallelPages, provider.contacts("a"), seed);
        for (int round = 1; round <= ROUNDS; round++) {
            for (int tick = 1; tick <= TICKS; tick++) {
                changeAndSweep();
            }
            assertTruthAfterTwoQuietSweeps();
        }
    }

    private void changeAndSweep() {
        simulated.changeBetweenSweeps();
        provider.script("a", simulated::faultFor);
        Receipt last = tick();
        assertComplete(last);
    }

    private void assertTruthAfterTwoQuietSweeps() {
        provider.script("a", FaultScript.none());
        while (tick().status() == SweepStatus.DEFERRED) {
            // an unfinished sweep ends first
        }
        assertThat(tick().status()).as(run).isEqualTo(SweepStatus.COMPLETE);
        Receipt quiet = tick();
        assertThat(quiet.status()).as(run).isEqualTo(SweepStatus.COMPLETE);
        assertThat(quiet.isWhole()).as(run).isTrue();
        assertThat(rig.files().contacts("a")).as(run).isEqualTo(rig.truth("a").contacts());
    }

    /** Whatever came of the sweep, it deleted nothing that is there. */
    private Receipt tick() {
        int before = rig.files().records("a").size();
        List<Receipt> receipts = rig.tick("a");
        provider.script("a", FaultScript.none());
        Receipt last = receipts.get(receipts.size() - 1);
        simulated.ended(last.status() == SweepStatus.DEFERRED);
        List<JsonNode> records = rig.files().records("a");
        Set<String> listed = Set.copyOf(uids().values());
        assertThat(records.subList(before, records.size()))
                .as("%s: %s", run, last.line())
                .noneMatch(contact -> contact.path("deleted").asBoolean()
                        && listed.contains(contact.path("uid").textValue()));
        return last;
    }

    /** All that was listed from begin to end was seen, and is in the sink with its content unless that has changed. */
    private void assertComplete(Receipt last) {
        if (last.status() != SweepStatus.COMPLETE || simulated.wasHazardous()) {
            return;
        }
        Map<String, JsonNode> held = rig.files().contacts("a");
        Map<String, JsonNode> truth = rig.truth("a").contacts();
        Map<Long, String> uids = uids();
        try (State state = rig.state()) {
            Map<String, ContactState> known = state.known("a", provider.sourceIds("a"));
            simulated.throughout().forEach(number -> {
                String uid = uids.get(number);
                String what = run + ": " + uid + " after " + last.line();
                assertThat(known).as(what).containsKey(uid.substring(2));
                assertThat(known.get(uid.substring(2)).lastSeen()).as(what).isEqualTo(last.sequence());
                assertThat(held).as(what).containsKey(uid);
                if (!simulated.changed().contains(number)) {
                    assertThat(held.get(uid)).as(what).isEqualTo(truth.get(uid));
                }
            });
        }
    }

    /** What is listed now. */
    private Map<Long, String> uids() {
        List<Long> numbers = provider.contacts("a").numbers();
        List<String> ids = provider.sourceIds("a");
        Map<Long, String> uids = new HashMap<>();
        IntStream.range(0, numbers.size()).forEach(place -> uids.put(numbers.get(place), "a:" + ids.get(place)));
        return uids;
    }
}
