package io.contactroutes.receipt;

import static io.contactroutes.sandbox.fault.ShapeFaults.edited;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contactroutes.lifecycle.SweepListener;
import io.contactroutes.sandbox.fault.Fault;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.sandbox.fault.ShapeFaults;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.HeldResponses;
import io.contactroutes.support.Recording;
import io.contactroutes.sweep.StopReason;
import io.contactroutes.sweep.Sweep;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a list is at its end, and whether a sweep has seen all of it. */
class ReconciliationTest extends AccountSweepTest {

    // --- the end of a list ---

    @Test
    void anEmptyPageIsTheEnd() {
        serve("chatwoot", 35);

        Receipt receipt = sweep();

        assertEnd(receipt, SweepStatus.COMPLETE, StopReason.EMPTY_PAGE);
        assertThat(receipt.pages()).isEqualTo(5);
        assertSinkIsTruth();
    }

    @Test
    void whatTheProviderDeclaresToBeTheLastPageIsTheEnd() {
        serve("islash", 35);

        Receipt receipt = sweep();

        assertEnd(receipt, SweepStatus.COMPLETE, StopReason.LAST_PAGE);
        assertThat(provider.requests("a").pages()).containsExactly(1, 2, 3, 4);
        assertSinkIsTruth();
    }

    @Test
    void anEmptyListIsCompleteWithoutAnyContact() {
        serve("botpenguin", 0);

        assertEnd(sweep(), SweepStatus.COMPLETE, StopReason.EMPTY_PAGE);
        assertThat(rig.files().records("a")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("providers")
    void aShortPageIsNotTheEnd(String providerId) {
        serve(providerId, 40);
        provider.script("a", FaultScript.onPage(2, shortened(3)));

        Receipt receipt = rig.tick("a").get(0);

        assertThat(provider.requests("a").pages()).contains(3, 4);
        assertThat(receipt.distinct()).isEqualTo(37);
        assertThat(receipt.status())
                .as("the total of chatwoot shows that some are missing")
                .isEqualTo(providerId.equals("chatwoot") ? SweepStatus.INCOMPLETE : SweepStatus.COMPLETE);
    }

    @ParameterizedTest
    @MethodSource("providersAndPages")
    void anIgnoredPageNumberEndsInBoundedRequests(String providerId, int parallelPages) {
        serve(providerId, 40);
        rig.set("a", "parallelPages", parallelPages);
        provider.script("a", FaultScript.always(ResponseFaults.repeatedPage(1)));

        List<Receipt> sweeps = rig.tick("a");

        assertThat(sweeps).as("with a second look").hasSize(2).allSatisfy(receipt -> {
            assertEnd(receipt, SweepStatus.INCOMPLETE, StopReason.REPEATED_PAGE);
            assertThat(receipt.pages()).isLessThanOrEqualTo(1 + 2 * parallelPages);
            assertThat(receipt.message()).contains("may ignore the page number");
        });
    }

    /** As of a cache that serves old pages in turn: no two in a row are the same. */
    @Test
    void pagesThatRepeatOthersInTurnEndInBoundedRequests() {
        serve("botpenguin", 40);
        provider.script("a", call -> Optional.of(ResponseFaults.repeatedPage(1 + call.page() % 3)));

        Receipt receipt = rig.tick("a").get(0);

        assertEnd(receipt, SweepStatus.INCOMPLETE, StopReason.REPEATED_PAGE);
        assertThat(receipt.pages()).isLessThan(20);
    }

    /** Ten contacts that are new at the front of the list push the contacts of a page to the next one, which then repeats it. */
    @Test
    void newContactsBetweenTwoPagesDoNotEndTheWalk() {
        serve("botpenguin", 40);
        provider.script("a", once(3, () -> IntStream.range(0, PAGE_SIZE)
                .forEach(contact -> provider.contacts("a").insert())));

        List<Receipt> sweeps = rig.tick("a");

        assertThat(sweeps).extracting(Receipt::status).containsExactly(SweepStatus.INCOMPLETE, SweepStatus.COMPLETE);
        assertThat(sweeps.get(0).distinct())
                .as("all that were listed when the sweep began")
                .isEqualTo(40);
        assertThat(sweeps.get(0).message()).contains("only contacts that were on other pages");
        assertSinkIsTruth();
    }

    @Test
    void aRepeatedPageIsCompleteWhenTheCountsSaySo() {
        serve("chatwoot", 7);
        provider.script("a", FaultScript.always(ResponseFaults.repeatedPage(1)));

        Receipt receipt = sweep();

        assertEnd(receipt, SweepStatus.COMPLETE, StopReason.REPEATED_PAGE);
        provider.script("a", FaultScript.none());
        assertSinkIsTruth();
    }

    @Test
    void aRepeatThatOvertakesThePageItRepeatsIsSeen() {
        serve("botpenguin", 40);
        rig.set("a", "parallelPages", 2);
        HeldResponses held = new HeldResponses();
        provider.script(
                "a",
                FaultScript.onPage(1, held.of(HeldResponses.HONEST))
                        .or(FaultScript.onPage(2, ResponseFaults.repeatedPage(1))));
        rig.listener(new SweepListener() {
            @Override
            public void committed(Sweep sweep, int page) {
                held.release();
            }
        });

        List<Receipt> sweeps = rig.tick("a");

        assertThat(sweeps).as("with a second look").hasSize(2);
        assertEnd(sweeps.get(0), SweepStatus.INCOMPLETE, StopReason.EMPTY_PAGE);
        assertThat(sweeps.get(0).message()).contains("only contacts that were on other pages");
    }

    // --- a total that is not there ---

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 5})
    void withoutATotalThatTheProviderDeclaresNoSweepIsComplete(int page) {
        serve("chatwoot", 40);
        Fault untold = edited("no count", (answer, list) -> ((ObjectNode) answer.path("meta")).putNull("count"));
        provider.script("a", page == 0 ? FaultScript.always(untold) : FaultScript.onPage(page, untold));

        Receipt receipt = sweep();

        assertEnd(receipt, SweepStatus.INCOMPLETE, StopReason.EMPTY_PAGE);
        assertThat(receipt.isWhole()).isFalse();
        assertThat(receipt.declaredTotal()).isEmpty();
        assertThat(receipt.message()).contains("camel.route-template[a].declaresTotal");
        assertSinkIsTruth();
    }

    @Test
    void aServerThatDeclaresNoTotalIsCompleteWhenTheSettingsSaySo() {
        serve("chatwoot", 40);
        rig.set("a", "declaresTotal", "false");
        provider.script("a", FaultScript.always(edited("no count", (answer, list) -> ((ObjectNode) answer.path("meta"))
                .putNull("count"))));

        assertEnd(sweep(), SweepStatus.COMPLETE, StopReason.EMPTY_PAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40.5", "\"40\"", "-1", "true"})
    void aTotalThatIsNoNumberOfContactsFailsTheSweep(String total) {
        serve("chatwoot", 40);
        provider.script(
                "a", FaultScript.always(edited("another count", (answer, list) -> ((ObjectNode) answer.path("meta"))
                        .set("count", Recording.json(total)))));

        Receipt receipt = sweep();

        assertEnd(receipt, SweepStatus.FAILED, StopReason.ERROR);
        assertThat(receipt.message()).contains("total");
    }

    // --- a list that moves ---

    @Test
    void aFallenTotalGetsASecondLook() {
        serve("chatwoot", 40);
        provider.script("a", once(3, () -> provider.contacts("a").delete(0)));

        List<Receipt> sweeps = rig.tick("a");

        assertThat(sweeps).extracting(Receipt::status).containsExactly(SweepStatus.INCOMPLETE, SweepStatus.COMPLETE);
        assertThat(sweeps.get(0).message()).contains("fewer contacts on a later page");
        assertThat(sweeps.get(1).previousSweep()).isEqualTo(sweeps.get(0).sweep());
        assertSinkHoldsTruth();
    }

    @Test
    void aTotalThatFellAndRoseAgainIsSeen() {
        serve("chatwoot", 40);
        provider.script("a", once(2, () -> provider.contacts("a").delete(0)).or(once(4, () -> provider.contacts("a")
                .insert())));

        List<Receipt> sweeps = rig.tick("a");

        assertThat(sweeps).extracting(Receipt::status).containsExactly(SweepStatus.INCOMPLETE, SweepStatus.COMPLETE);
        assertSinkHoldsTruth();
    }

    @Test
    void thereIsNoThirdLook() {
        serve("chatwoot", 40);
        AtomicInteger next = new AtomicInteger();
        provider.script("a", FaultScript.before(call -> {
            if (call.page() == 3) {
                provider.contacts("a").delete(next.getAndIncrement());
            }
        }));

        List<Receipt> sweeps = rig.tick("a");

        assertThat(sweeps).extracting(Receipt::status).containsExactly(SweepStatus.INCOMPLETE, SweepStatus.INCOMPLETE);
    }

    @Test
    void contactsBehindTheEndGetASecondLook() {
        serve("botpenguin", 60);
        rig.set("a", "parallelPages", 2);
        HeldResponses held = new HeldResponses();
        AtomicBoolean lied = new AtomicBoolean();
        provider.script("a", call -> {
            if (call.page() == 4) {
                held.release();
            }
            return call.page() == 3 && !lied.getAndSet(true)
                    ? Optional.of(held.of(ShapeFaults.emptyList()))
                    : Optional.empty();
        });

        List<Receipt> sweeps = rig.tick("a");

        assertThat(sweeps).extracting(Receipt::status).containsExactly(SweepStatus.INCOMPLETE, SweepStatus.COMPLETE);
        assertThat(sweeps.get(0).message()).contains("past the end");
        assertSinkIsTruth();
    }

    @Test
    void aListThatOnlyGrowsNeedsNoSecondLook() {
        serve("chatwoot", 40);
        provider.script("a", once(3, () -> provider.contacts("a").insert()));

        assertEnd(sweep(), SweepStatus.COMPLETE, StopReason.EMPTY_PAGE);
        assertSinkIsTruth();
    }

    /** Also what is gone, and not yet deleted. */
    private void assertSinkHoldsTruth() {
        assertThat(rig.files().contacts("a"))
                .containsAllEntriesOf(rig.truth("a").contacts());
    }

    private static FaultScript once(int page, Runnable happening) {
        AtomicBoolean happened = new AtomicBoolean();
        return FaultScript.before(call -> {
            if (call.page() == page && !happened.getAndSet(true)) {
                happening.run();
            }
        });
    }

    private static Fault shortened(int contacts) {
        return edited("shortened by " + contacts, (page, list) -> {
            ArrayNode listed = (ArrayNode) page.at(list);
            for (int i = 0; i < contacts; i++) {
                listed.remove(0);
            }
        });
    }
}
