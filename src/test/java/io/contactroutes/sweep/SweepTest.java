package io.contactroutes.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.fault.ConnectionFaults;
import io.contactroutes.sandbox.fault.Fault;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.sandbox.fault.ShapeFaults;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.HeldResponses;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What stops a sweep, and what pages in flight do to it. */
class SweepTest extends AccountSweepTest {

    // --- failures ---

    @Test
    void aCapIsAFailure() {
        serve("chatwoot", 40);
        rig.set("a", "maxPages", 3);

        Receipt receipt = sweep();

        assertEnd(receipt, SweepStatus.FAILED, StopReason.PAGE_CAP);
        assertThat(receipt.message()).contains("camel.route-template[a].maxPages");
        assertThat(provider.requests("a").pages()).containsExactly(1, 2, 3);
        assertStartsOver(receipt);
    }

    @Test
    void theLastAllowedPageMayBeTheEnd() {
        serve("chatwoot", 25);
        rig.set("a", "maxPages", 4);

        assertEnd(sweep(), SweepStatus.COMPLETE, StopReason.EMPTY_PAGE);
    }

    @Test
    void aDeadlineIsAFailure() {
        serve("chatwoot", 40);
        rig.set("contacts.sweep.deadline", "0ms");

        Receipt receipt = sweep();

        assertEnd(receipt, SweepStatus.FAILED, StopReason.DEADLINE);
        assertThat(receipt.message()).contains("contacts.sweep.deadline");
    }

    /** What no other try corrects fails; what may pass defers. Neither is ever taken for the end of the list. */
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("errors")
    void anErrorIsNeverTheEnd(String providerId, Fault fault, SweepStatus status) {
        serve(providerId, 40);
        provider.script("a", FaultScript.onPage(3, fault));

        Receipt receipt = sweep();

        assertEnd(receipt, status, StopReason.ERROR);
        assertThat(receipt.message()).startsWith("a: ");
        provider.script("a", FaultScript.none());
        assertEnd(
                sweep(),
                SweepStatus.COMPLETE,
                providerId.equals("islash") ? StopReason.LAST_PAGE : StopReason.EMPTY_PAGE);
        assertSinkIsTruth();
        assertThat(rig.files().records("a")).as("nothing is published twice").hasSize(40);
    }

    static Stream<Arguments> errors() {
        Stream<Arguments> ofAll = providers()
                .flatMap(providerId -> Stream.of(
                        Arguments.of(providerId, ResponseFaults.status(404), SweepStatus.FAILED),
                        Arguments.of(providerId, ResponseFaults.htmlWithOk(), SweepStatus.FAILED),
                        Arguments.of(providerId, ResponseFaults.contentType("text/html"), SweepStatus.FAILED),
                        Arguments.of(providerId, ShapeFaults.noList(), SweepStatus.FAILED),
                        Arguments.of(providerId, ShapeFaults.emptyObject(), SweepStatus.FAILED),
                        Arguments.of(providerId, ResponseFaults.serverError(), SweepStatus.DEFERRED),
                        Arguments.of(providerId, ConnectionFaults.truncated(), SweepStatus.DEFERRED),
                        Arguments.of(providerId, ConnectionFaults.reset(), SweepStatus.DEFERRED)));
        return Stream.concat(
                ofAll,
                Stream.of(
                        Arguments.of("botpenguin", ShapeFaults.unsuccessful(), SweepStatus.FAILED),
                        Arguments.of("islash", ShapeFaults.metaCode("RESP_ERROR"), SweepStatus.FAILED),
                        Arguments.of("chatwoot", ResponseFaults.tookTooLong(), SweepStatus.DEFERRED)));
    }

    // --- pages in flight ---

    /** While the first page fails, the workers behind it come to the end of the list. */
    @Test
    void aFailureStaysWithItsPage() {
        serve("botpenguin", 30);
        rig.set("a", "parallelPages", 3);
        HeldResponses held = new HeldResponses();
        provider.script("a", call -> {
            if (call.page() == 4) {
                held.release();
            }
            return call.page() == 1 ? Optional.of(held.of(ResponseFaults.status(404))) : Optional.empty();
        });

        assertEnd(sweep(), SweepStatus.FAILED, StopReason.ERROR);
    }

    @Test
    void errorsPastTheEndDoNoHarm() {
        serve("chatwoot", 20);
        rig.set("a", "parallelPages", 3);
        HeldResponses held = new HeldResponses();
        provider.script("a", call -> {
            if (call.page() == 5) {
                held.release();
            }
            return switch (call.page()) {
                case 3 -> Optional.of(held.of(HeldResponses.HONEST));
                case 4 -> Optional.of(held.of(ResponseFaults.serverError()));
                case 5 -> Optional.of(ResponseFaults.status(404));
                default -> Optional.empty();
            };
        });

        Receipt receipt = sweep();

        assertThat(receipt.message()).isNull();
        assertEnd(receipt, SweepStatus.COMPLETE, StopReason.EMPTY_PAGE);
        assertSinkIsTruth();
    }

    @ParameterizedTest
    @MethodSource("providersAndPages")
    void noMoreThanThePagesInFlightAreAskedForPastTheEnd(String providerId, int parallelPages) {
        serve(providerId, 45);
        rig.set("a", "parallelPages", parallelPages);

        Receipt receipt = sweep();

        int last = providerId.equals("islash") ? 5 : 6;
        List<Integer> pages = provider.requests("a").pages();
        assertThat(receipt.status()).isEqualTo(SweepStatus.COMPLETE);
        assertThat(pages).doesNotHaveDuplicates();
        assertThat(Collections.max(pages)).isLessThanOrEqualTo(last + parallelPages - 1);
        assertThat(provider.requests("a").maximumInFlight()).isLessThanOrEqualTo(parallelPages);
        assertSinkIsTruth();
    }

    @Test
    void aContactOnSeveralPagesInFlightIsPublishedOnce() {
        serve("botpenguin", 10);
        rig.set("a", "parallelPages", 6);
        HeldResponses held = new HeldResponses();
        AtomicInteger asked = new AtomicInteger();
        provider.script("a", call -> {
            if (asked.incrementAndGet() == 6) {
                held.release();
            }
            return Optional.of(held.of(ResponseFaults.repeatedPage(1)));
        });

        Receipt receipt = rig.tick("a").get(0);

        assertThat(receipt.created()).isEqualTo(10);
        assertThat(receipt.unchanged())
                .as("all others, also those of a page that was taken before the first repeat was found")
                .isEqualTo(receipt.contacts() - 10)
                .isGreaterThanOrEqualTo(50);
        assertThat(rig.files().records("a")).hasSize(10);
    }

    @Test
    void oneParallelPageIsOneRequestAtATimeInOrder() {
        serve("chatwoot", 95);

        sweep();

        assertThat(provider.requests("a").maximumInFlight()).isEqualTo(1);
        assertThat(provider.requests("a").pages())
                .isEqualTo(IntStream.rangeClosed(1, 11).boxed().toList());
    }
}
