package io.contactroutes.sweep;

import static io.contactroutes.support.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.contactroutes.bundle.RunMode;
import io.contactroutes.lifecycle.SweepListener;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.ConnectionFaults;
import io.contactroutes.sandbox.fault.Fault;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.sandbox.fault.ShapeFaults;
import io.contactroutes.state.SweepStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** How sweeps begin, go on and end: every status and stop reason, through the real routes. */
@Timeout(120)
class SweepLifeTest {

    private static final int PAGE_SIZE = 10;

    @TempDir
    private Path folder;

    private ProviderDouble provider;
    private SweepRig rig;

    @AfterEach
    void close() {
        if (rig != null) {
            rig.close();
        }
        if (provider != null) {
            provider.close();
        }
    }

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
    void theProvidersWordIsTheEnd() {
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
                .as("the total of chatwoot tells that some are missing")
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
        assertThat(receipt.message()).contains("page number");
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

    /** What no other try mends fails; what may pass defers. Neither is ever taken for an end of the list. */
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

    @Test
    void aLongPauseDefers() {
        serve("chatwoot", 40);
        provider.script("a", FaultScript.onPage(3, ResponseFaults.retryAfter(429, Duration.ofHours(1))));

        Receipt receipt = sweep();

        assertEnd(receipt, SweepStatus.DEFERRED, StopReason.RATE_LIMITED);
        assertThat(receipt.message()).contains("contacts.request.retry-timeout");
    }

    @Test
    void stoppingDefersAfterThePagesInFlight() {
        serve("chatwoot", 40);
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        rig.listener(new SweepListener() {
            @Override
            public void committed(Sweep sweep, int page) {
                if (page == 2) {
                    CompletableFuture.runAsync(rig::stop).thenRun(() -> stopped.complete(null));
                    await("the stop", () -> sweep.outcome().reason() == StopReason.STOPPING);
                }
            }
        });

        rig.set("a", "firstTick", "0s").start(RunMode.oneSweep());
        stopped.orTimeout(60, TimeUnit.SECONDS).join();

        assertEnd(rig.receipts().get(0), SweepStatus.DEFERRED, StopReason.STOPPING);
        assertThat(provider.requests("a").pages()).containsExactly(1, 2);
        rig.set("a", "firstTick", "1000d").listener(SweepListener.NONE);
        assertResumes(rig.receipts().get(0).sweep(), 2);
    }

    // --- one at a time ---

    @Test
    void ticksThatFindASweepRunningDoNothing() {
        serve("chatwoot", 25);
        rig.set("a", "firstTick", "0s").set("a", "every", "20ms").set("a", "parallelPages", 2);
        HeldResponses held = new HeldResponses();
        AtomicInteger begun = new AtomicInteger();
        AtomicBoolean free = new AtomicBoolean(true);
        AtomicInteger overlaps = new AtomicInteger();
        rig.listener(new SweepListener() {
            @Override
            public void began(Sweep sweep) {
                begun.incrementAndGet();
                if (!free.getAndSet(false)) {
                    overlaps.incrementAndGet();
                }
            }

            @Override
            public void ended(Receipt receipt) {
                free.set(true);
            }
        });
        provider.script("a", FaultScript.onPage(1, held.of(HeldResponses.HONEST)));
        AtomicInteger ticks = new AtomicInteger();
        rig.start(RunMode.untilStopped())
                .context()
                .getManagementStrategy()
                .addEventNotifier(new EventNotifierSupport() {
                    @Override
                    public void notify(CamelEvent event) {
                        if (event instanceof CamelEvent.ExchangeCreatedEvent tick
                                && tick.getExchange().getFromRouteId().equals("sweep.a")) {
                            ticks.incrementAndGet();
                        }
                    }
                });
        await("the first request", () -> provider.requests("a").pages().contains(1));
        int before = ticks.get();
        await("ticks while a page is slow", () -> ticks.get() >= before + 10);

        assertThat(begun).hasValue(1);
        assertThat(provider.requests("a").pages().stream().filter(page -> page == 1))
                .hasSize(1);
        held.release();
        await("further sweeps", () -> begun.get() >= 5);
        rig.stop();
        // 'ended' is told just after the account is free, so one 'began' at a time may come before it
        assertThat(provider.requests("a").maximumInFlight()).isLessThanOrEqualTo(2);
        assertNoOverlapInReceipts();
    }

    private void assertNoOverlapInReceipts() {
        List<String> events = rig.files().receipts().stream()
                .map(receipt -> receipt.path("event").textValue() + " "
                        + receipt.path("sweep").textValue())
                .toList();
        for (int i = 0; i + 1 < events.size(); i += 2) {
            assertThat(events.get(i)).startsWith("started ");
            assertThat(events.get(i + 1)).isEqualTo(events.get(i).replace("started ", "ended "));
        }
    }

    // --- resuming ---

    @Test
    void aDeferredSweepGoesOnAtTheFirstUncommittedPageWithOnePageOfOverlap() {
        serve("chatwoot", 60);
        provider.script("a", FaultScript.onPage(5, ResponseFaults.serverError()));

        Receipt deferred = sweep();

        assertEnd(deferred, SweepStatus.DEFERRED, StopReason.ERROR);
        List<Path> written = rig.files().files("a").toList();
        assertThat(written).as("a file for each page before the failed one").hasSize(4);
        assertResumes(deferred.sweep(), 4);
        assertThat(rig.files().files("a").limit(4)).as("finished files stay").containsExactlyElementsOf(written);
    }

    @Test
    void pagesThatRanAheadOfAFailedOneAreNoSurpriseOnResume() {
        serve("botpenguin", 120);
        rig.set("a", "parallelPages", 2);
        HeldResponses held = new HeldResponses();
        provider.script("a", FaultScript.onPage(3, held.of(ResponseFaults.serverError())));
        rig.listener(new SweepListener() {
            @Override
            public void committed(Sweep sweep, int page) {
                if (page == 11) {
                    held.release();
                    await("the failure of page 3", () -> sweep.outcome().page() == 3);
                }
            }
        });

        Receipt deferred = sweep();

        assertEnd(deferred, SweepStatus.DEFERRED, StopReason.ERROR);
        rig.listener(SweepListener.NONE);
        assertResumes(deferred.sweep(), 2);
        assertThat(rig.files().records("a")).as("nothing is published twice").hasSize(120);
    }

    @Test
    void aSweepThatIsTooOldStartsOver() {
        serve("chatwoot", 60);
        rig.set("contacts.sweep.resume-within", "0ms");
        provider.script("a", FaultScript.onPage(5, ResponseFaults.serverError()));
        Receipt deferred = sweep();

        Receipt next = assertStartsOver(deferred);

        assertThat(next.previousSweep()).isEqualTo(deferred.sweep());
        assertThat(rig.files().contacts("a")).isEqualTo(rig.truth("a").contacts());
        assertThat(rig.files().records("a")).as("nothing is published twice").hasSize(60);
    }

    @Test
    void whatATooOldSweepWroteIsNotPublishedAgain() {
        serve("botpenguin", 30);
        rig.set("contacts.sweep.resume-within", "0ms");
        provider.script("a", FaultScript.onPage(4, ResponseFaults.serverError()));
        Receipt deferred = sweep();

        Receipt next = assertStartsOver(deferred);

        assertThat(next.published()).isZero();
        assertThat(rig.files().contacts("a")).isEqualTo(rig.truth("a").contacts());
    }

    // --- a list that moves ---

    @Test
    void aFallenTotalGetsASecondLook() {
        serve("chatwoot", 40);
        provider.script("a", once(3, () -> provider.contacts("a").delete(0)));

        List<Receipt> looks = rig.tick("a");

        assertThat(looks).extracting(Receipt::status).containsExactly(SweepStatus.INCOMPLETE, SweepStatus.COMPLETE);
        assertThat(looks.get(0).message()).contains("fewer contacts on a later page");
        assertThat(looks.get(1).previousSweep()).isEqualTo(looks.get(0).sweep());
        assertSinkHoldsTruth();
    }

    @Test
    void aTotalThatFellAndRoseAgainIsSeen() {
        serve("chatwoot", 40);
        provider.script("a", once(2, () -> provider.contacts("a").delete(0)).or(once(4, () -> provider.contacts("a")
                .insert())));

        List<Receipt> looks = rig.tick("a");

        assertThat(looks).extracting(Receipt::status).containsExactly(SweepStatus.INCOMPLETE, SweepStatus.COMPLETE);
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

        List<Receipt> looks = rig.tick("a");

        assertThat(looks).extracting(Receipt::status).containsExactly(SweepStatus.INCOMPLETE, SweepStatus.INCOMPLETE);
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

        List<Receipt> looks = rig.tick("a");

        assertThat(looks).extracting(Receipt::status).containsExactly(SweepStatus.INCOMPLETE, SweepStatus.COMPLETE);
        assertThat(looks.get(0).message()).contains("past the end");
        assertSinkIsTruth();
    }

    @Test
    void aListThatOnlyGrowsNeedsNoSecondLook() {
        serve("chatwoot", 40);
        provider.script("a", once(3, () -> provider.contacts("a").insert()));

        assertEnd(sweep(), SweepStatus.COMPLETE, StopReason.EMPTY_PAGE);
        assertSinkIsTruth();
    }

    // --- pages in flight ---

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

        Receipt receipt = sweep();

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

    @Test
    void troubleDuringAPauseOfTheHostLeavesItsBudgetAlone() {
        serve("chatwoot", 40);
        rig.set("a", "parallelPages", 2).set("a", "requestsPerMinute", 6000);
        rig.set("contacts.request.retry-timeout", "30s");
        HeldResponses pause = new HeldResponses();
        HeldResponses trouble = new HeldResponses();
        AtomicBoolean paused = new AtomicBoolean();
        provider.script("a", call -> {
            if (call.page() == 2) {
                pause.release();
                CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS).execute(trouble::release);
                return Optional.of(trouble.of(ResponseFaults.status(404)));
            }
            return paused.getAndSet(true)
                    ? Optional.empty()
                    : Optional.of(pause.of(ResponseFaults.retryAfter(429, Duration.ofSeconds(2))));
        });

        assertEnd(sweep(), SweepStatus.FAILED, StopReason.ERROR);

        provider.script("a", FaultScript.none());
        assertEnd(sweep(), SweepStatus.COMPLETE, StopReason.EMPTY_PAGE);
    }

    // --- the rest ---

    static Stream<String> providers() {
        return Stream.of("chatwoot", "botpenguin", "islash");
    }

    static Stream<Arguments> providersAndPages() {
        return providers().flatMap(providerId -> Stream.of(Arguments.of(providerId, 1), Arguments.of(providerId, 4)));
    }

    private void serve(String providerId, int contacts) {
        Served served = Served.of("a", providerId).withContacts(contacts);
        provider = ProviderDouble.start(List.of(served), Options.defaults().withPageSize(PAGE_SIZE));
        rig = new SweepRig(folder, provider, served);
    }

    private Receipt sweep() {
        provider.requests("a").clear();
        return rig.sweep("a");
    }

    private static void assertEnd(Receipt receipt, SweepStatus status, StopReason reason) {
        assertThat(receipt.reconciliation().reason()).as(receipt.line()).isEqualTo(reason);
        assertThat(receipt.status()).as(receipt.line()).isEqualTo(status);
    }

    private void assertResumes(String sweep, int page) {
        provider.script("a", FaultScript.none());
        Receipt resumed = sweep();
        assertThat(resumed.sweep()).isEqualTo(sweep);
        assertThat(resumed.status()).as(resumed.line()).isEqualTo(SweepStatus.COMPLETE);
        assertThat(resumed.resumedAtPage()).isEqualTo(page);
        assertThat(Collections.min(provider.requests("a").pages())).isEqualTo(page);
        assertSinkIsTruth();
    }

    private Receipt assertStartsOver(Receipt ended) {
        provider.script("a", FaultScript.none());
        Receipt next = sweep();
        assertThat(next.sweep()).isNotEqualTo(ended.sweep());
        assertThat(next.sequence()).isEqualTo(ended.sequence() + 1);
        assertThat(next.resumedAtPage()).isNull();
        assertThat(provider.requests("a").pages()).contains(1);
        return next;
    }

    private void assertSinkIsTruth() {
        assertThat(rig.files().contacts("a")).isEqualTo(rig.truth("a").contacts());
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
