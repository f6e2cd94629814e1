package io.contactroutes.lifecycle;

import static io.contactroutes.support.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contactroutes.bundle.RunMode;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.request.SignInBackOff;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.state.Processes;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.HeldResponses;
import io.contactroutes.support.LogGuard;
import io.contactroutes.sweep.StopReason;
import io.contactroutes.sweep.Sweep;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.Test;

/** How sweeps stop, are kept from each other, and resume. */
class SweepsTest extends AccountSweepTest {

    @Test
    void stoppingDefersAfterThePagesInFlight() {
        serve("chatwoot", 40);
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        rig.listener(new SweepListener() {
            @Override
            public void committed(Sweep sweep, int page) {
                if (page == 2) {
                    CompletableFuture.runAsync(rig::stop).thenRun(() -> stopped.complete(null));
                    await("the stop", () -> sweep.walk().outcome().reason() == StopReason.STOPPING);
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
        LogGuard.tolerate("ticks are skipped");
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
        assertThat(rig.receipts()).extracting(Receipt::status).contains(SweepStatus.COMPLETE);
        // 'ended' is called just after the account is free, so one 'began' at a time may come before it
        assertThat(provider.requests("a").maximumInFlight()).isLessThanOrEqualTo(2);
        assertNoOverlapInReceipts();
    }

    /** Such as a class that is not found, since its jar was replaced under a running bundle. */
    @Test
    void anErrorAtTheBeginKeepsNoLaterTickOut() {
        serve("chatwoot", 10);
        rig.start(RunMode.untilStopped());
        State broken = (State) Proxy.newProxyInstance(
                State.class.getClassLoader(), new Class<?>[] {State.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("processes")) {
                        return Processes.ALONE;
                    }
                    throw new NoClassDefFoundError("replaced");
                });
        Clock clock = Clock.systemUTC();
        Sweeps sweeps = new Sweeps(
                rig.bundle().accounts(),
                broken,
                null,
                new SignInBackOff(broken, clock),
                clock,
                OptionalInt.empty(),
                false,
                false,
                process -> {},
                SweepListener.NONE);
        Exchange tick = new DefaultExchange(rig.bundle().context());

        for (int i = 1; i <= 2; i++) {
            assertThatThrownBy(() -> sweeps.begin(tick, "a")).hasMessage("replaced");
        }
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
                    await("the failure of page 3", () -> sweep.walk().outcome().page() == 3);
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
        LogGuard.expect("older than contacts.sweep.resume-within; a new one begins.");
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
        LogGuard.expect("older than contacts.sweep.resume-within; a new one begins.");
        provider.script("a", FaultScript.onPage(4, ResponseFaults.serverError()));
        Receipt deferred = sweep();

        Receipt next = assertStartsOver(deferred);

        assertThat(next.published()).isZero();
        assertThat(rig.files().contacts("a")).isEqualTo(rig.truth("a").contacts());
    }
}
