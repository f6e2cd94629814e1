package io.contactroutes.sweep;

import static io.contactroutes.support.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.bundle.RunMode;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.Fault;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.HeldResponses;
import io.contactroutes.support.LogCapture;
import io.contactroutes.support.LogGuard;
import io.contactroutes.support.ReceiptSchema;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What changed lately is published long before the list is swept again, and nothing else depends on that. */
class RecentSweepTest extends AccountSweepTest {

    private static final int CONTACTS = 95;

    private final HeldResponses held = new HeldResponses();

    @Test
    void aChangeIsPublishedLongBeforeTheNextSweep() {
        start();

        long created = provider.contacts("a").insert();
        change(7);

        await("the new one", () -> published(created));
        assertSinkIsTruth();
        assertThat(ended()).as("sweeps of the whole list").hasSize(1);
        assertThat(recent()).allSatisfy(receipt -> {
            ReceiptSchema.check(receipt);
            assertThat(receipt.has("whole")).isFalse();
            assertThat(receipt.path("status").asText()).isEqualTo("incomplete");
            assertThat(receipt.path("requests").asInt()).isBetween(2, 4);
        });
    }

    /** An edit moves a contact in no order. */
    @Test
    void anEditIsSeenByTheNextSweepOfTheWholeList() {
        start();
        provider.contacts("a").update(50);

        awaitRecent(2);

        assertThat(rig.files().contacts("a")).isNotEqualTo(rig.truth("a").contacts());
        rig.tick("a");
        assertSinkIsTruth();
    }

    /** Those that only wrote something fill two pages before the one that changed as well. */
    @Test
    void goesOnBehindContactsThatMovedAndDidNotChange() {
        start();
        int records = records();
        AtomicBoolean asked = hold(1, "-last", held.of(HeldResponses.HONEST));
        await("a request", asked::get);
        change(3);
        for (int number = 40; number < 65; number++) {
            provider.contacts("a").touch(number);
        }
        held.release();

        await("the contact on page 3", () -> records() > records);
        assertSinkIsTruth();
        assertThat(ended()).hasSize(1);
    }

    @Test
    void runsBetweenThePagesOfALongSweep() {
        start();
        int records = records();
        sweepAndHold("created_at", held.of(HeldResponses.HONEST));

        change(7);
        await("the change", () -> records() > records);
        assertThat(ended()).hasSize(1);

        held.release();
        await("the end", () -> ended().size() == 2);
        assertThat(ended().get(1).path("whole").asBoolean()).isTrue();
        assertSinkIsTruth();
    }

    @Test
    void aSweepOfTheWholeListBeginsWhenItHasEnded() {
        start();
        AtomicBoolean asked = hold(1, "-last", held.of(HeldResponses.HONEST));
        await("a request", asked::get);

        new Thread(() -> rig.tick("a")).start();

        assertWaits();
    }

    @Test
    void aSweepOfTheWholeListEndsWhenItHasEnded() {
        start();
        HeldResponses list = new HeldResponses();
        sweepAndHold("created_at", list.of(HeldResponses.HONEST));
        AtomicBoolean recent = hold(1, "-last", held.of(HeldResponses.HONEST));
        await("both", recent::get);

        list.release();

        assertWaits();
    }

    /** The sweep of the whole list waits for the recent one. */
    private void assertWaits() {
        await("the wait", () -> Thread.getAllStackTraces().values().stream()
                .flatMap(Stream::of)
                .anyMatch(frame -> frame.getClassName().endsWith(".RunningRecentSweeps")
                        && frame.getMethodName().equals("end")));
        assertThat(ended()).hasSize(1);
        held.release();
        await("the end", () -> ended().size() == 2);
        assertThat(ended().get(1).path("whole").asBoolean()).isTrue();
    }

    /** A page of the whole list that was asked for before a change does not take the change back. */
    @Test
    void nothingOlderIsPublishedAfterwards() {
        start();
        int records = records();
        sweepAndHold("created_at", held.asItWas());

        change(43);
        await("the change", () -> records() > records);
        held.release();
        await("the end", () -> ended().size() == 2);

        assertThat(records()).isEqualTo(records + 1);
        assertSinkIsTruth();
    }

    /** The contact came to a page that the sweep had read already: that it was not seen does not mean that it is gone. */
    @Test
    void whatItPublishedIsNotDeletedByTheSweepBesideIt() {
        serveChatwoot();
        rig.set("contacts.deletes.after-sweeps", "1").set("a", "sorts", "-created_at");
        start();
        sweepAndHold("-created_at", held.of(HeldResponses.HONEST));

        provider.contacts("a").delete(CONTACTS - 1);
        long created = provider.contacts("a").insert();
        await("the new one", () -> published(created));
        held.release();
        await("the end", () -> ended().size() == 2);

        assertThat(ended().get(1).path("status").asText()).isEqualTo("complete");
        assertThat(published(created)).isTrue();
        rig.tick("a");
        rig.tick("a");
        assertSinkIsTruth();
    }

    @Test
    void aFailureIsSaidOnceAndMadeUpFor() {
        start();
        int records = records();
        try (LogCapture log = LogCapture.open()) {
            LogGuard.expect("500");
            provider.script("a", FaultScript.always(ResponseFaults.serverError()));
            change(7);
            int before = provider.requests("a").count();
            await("failures", () -> provider.requests("a").count() > before + 2);

            provider.script("a", FaultScript.none());
            await("the change", () -> records() > records);

            assertThat(log.lines().stream().filter(line -> line.contains("500")))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"islash", "botpenguin"})
    void isRefusedWhereTheProviderHasNoSuchOrder(String providerId) {
        serve(providerId, 5);
        rig.set("a", "recentEvery", "1m");

        assertThatThrownBy(() -> rig.start(RunMode.untilStopped()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("camel.route-template[a].recentEvery has to be off");
    }

    private void serveChatwoot() {
        serve(
                Options.defaults().withPageSize(PAGE_SIZE),
                Served.of("a", "chatwoot").withContacts(CONTACTS));
    }

    /** Sweeps the whole list, and then what changed lately again and again. */
    private void start() {
        if (rig == null) {
            serveChatwoot();
        }
        rig.set("a", "every", "1h").set("a", "firstTick", "0s").set("a", "recentEvery", "100ms");
        rig.start(RunMode.untilStopped());
        await("the first sweep", () -> ended().size() == 1);
        awaitRecent(2);
    }

    /** Begins a sweep of the whole list, which comes to page 5. */
    private void sweepAndHold(String order, Fault fault) {
        AtomicBoolean asked = hold(5, order, fault);
        new Thread(() -> rig.tick("a")).start();
        await("page 5", asked::get);
    }

    /** From now on; returns whether the page has been asked for. */
    private AtomicBoolean hold(int page, String order, Fault fault) {
        AtomicBoolean asked = new AtomicBoolean();
        provider.script("a", call -> {
            boolean held =
                    call.page() == page && call.parameter("sort").orElse("").startsWith(order);
            if (held) {
                asked.set(true);
            }
            return held ? Optional.of(fault) : Optional.empty();
        });
        return asked;
    }

    /** A contact writes something, and is edited. */
    private void change(long number) {
        provider.contacts("a").update(number);
        provider.contacts("a").touch(number);
    }

    private boolean published(long number) {
        return rig.files().contacts("a").containsKey("a:" + (number + 1));
    }

    private int records() {
        return rig.files().records("a").size();
    }

    private void awaitRecent(int more) {
        int before = recent().size();
        await("recent sweeps", () -> recent().size() >= before + more);
    }

    private List<JsonNode> recent() {
        return rig.files().receipts().stream()
                .filter(receipt -> receipt.has("kind"))
                .toList();
    }

    private List<JsonNode> ended() {
        return rig.files().receipts("a", "ended").stream()
                .filter(receipt -> !receipt.has("kind"))
                .toList();
    }
}
