package io.contactroutes.status;

import static io.contactroutes.support.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.lifecycle.SweepListener;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.HeldResponses;
import io.contactroutes.support.LogCapture;
import io.contactroutes.support.LogGuard;
import io.contactroutes.sweep.Sweep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the log says of a sweep before its receipt does. */
class SweepLogTest extends AccountSweepTest {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T10:00:00Z"));

    @Test
    void aSweepBeginsAndContinues() {
        serve("chatwoot", 40);
        provider.script("a", FaultScript.onPage(3, ResponseFaults.serverError()));
        try (LogCapture log = LogCapture.open()) {
            sweep();
            rig.stop();
            provider.script("a", FaultScript.none());
            sweep();

            assertThat(lines(log)).containsExactly("a: sweep 1 begins.", "a: sweep 1 continues at page 2.");
        }
    }

    @Test
    void aLongSweepTellsOnceAMinuteHowFarItIsAndWhenItEnds() {
        serve("chatwoot", 40);
        sweep();
        try (LogCapture log = LogCapture.open()) {
            AtomicReference<Sweep> running = new AtomicReference<>();
            SweepLog sweepLog = new SweepLog(clock());
            rig.listener(new SweepListener() {
                @Override
                public void began(Sweep sweep) {
                    running.set(sweep);
                    sweepLog.began(sweep);
                }

                @Override
                public void committed(Sweep sweep, int page) {
                    now.updateAndGet(time -> time.plus(page == 1 ? Duration.ofSeconds(59) : Duration.ofSeconds(61)));
                    sweepLog.committed(sweep, page);
                }
            });
            Receipt receipt = sweep();

            assertThat(receipt.isWhole()).isTrue();
            assertThat(lines(log))
                    .contains(
                            "a: page 2, 20 of 40 contacts, 10 a minute, until about 10:04 UTC",
                            "a: page 3, 30 of 40 contacts, 10 a minute, until about 10:04 UTC")
                    .noneMatch(line -> line.contains("page 1,"));
        }
    }

    @Test
    void aTickThatFindsASweepRunningIsAWarningOnceItTakesLongerThanItsInterval() {
        serve("chatwoot", 40);
        rig.set("a", "every", "1ms");
        HeldResponses held = new HeldResponses();
        provider.script("a", FaultScript.onPage(3, held.of(HeldResponses.HONEST)));
        CompletableFuture<Receipt> sweep = CompletableFuture.supplyAsync(this::sweep);
        await("a request", () -> provider.requests("a").pages().contains(3));
        LogGuard.expect(
                "a: the sweep takes longer than camel.route-template[a].every = 1ms, so that ticks are skipped;");

        assertThat(rig.tick("a")).isEmpty();
        assertThat(rig.tick("a")).isEmpty();

        held.release();
        sweep.exceptionally(overtaken -> null).join();
    }

    private List<String> lines(LogCapture log) {
        return log.lines().stream()
                .filter(line -> line.contains("SweepLog"))
                .map(line -> line.substring(line.indexOf("a: ")))
                .distinct()
                .toList();
    }

    private Clock clock() {
        return new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
    }
}
