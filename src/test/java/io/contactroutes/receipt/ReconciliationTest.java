package io.contactroutes.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.contactroutes.lifecycle.SweepListener;
import io.contactroutes.sandbox.fault.Fault;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.sandbox.fault.ShapeFaults;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.HeldResponses;
import io.contactroutes.sweep.StopReason;
import io.contactroutes.sweep.Sweep;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
        assertThat(receipt.contacts()).isEqualTo(37);
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

        Receipt receipt = sweep();

        assertEnd(receipt, SweepStatus.INCOMPLETE, StopReason.REPEATED_PAGE);
        assertThat(provider.requests("a").count()).isLessThanOrEqualTo(1 + 2 * parallelPages);
        assertThat(receipt.message()).contains("may ignore the page number");
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

        assertEnd(sweep(), SweepStatus.INCOMPLETE, StopReason.REPEATED_PAGE);
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
        return ShapeFaults.edited("shortened by " + contacts, (page, list) -> {
            ArrayNode listed = (ArrayNode) page.at(list);
            for (int i = 0; i < contacts; i++) {
                listed.remove(0);
            }
        });
    }
}
