package io.contactroutes.request;

import static io.contactroutes.support.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.config.Origin;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.HeldResponses;
import io.contactroutes.sweep.StopReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** A sweep waits while its host has asked for a pause; the limits themselves are in {@link HostRateLimitTest}. */
class RateLimitsTest extends AccountSweepTest {

    @Test
    void aLongPauseDefers() {
        serve("chatwoot", 40);
        provider.script("a", FaultScript.onPage(3, ResponseFaults.retryAfter(429, Duration.ofHours(1))));

        Receipt receipt = sweep();

        assertEnd(receipt, SweepStatus.DEFERRED, StopReason.RATE_LIMITED);
        assertThat(receipt.message()).contains("contacts.request.retry-timeout");
    }

    @Test
    void aFailureDuringAPauseOfTheHostLeavesItsLimitAlone() {
        serve("chatwoot", 40);
        rig.set("a", "parallelPages", 2).set("a", "requestsPerMinute", 6000);
        rig.set("contacts.request.retry-timeout", "30s");
        HeldResponses pause = new HeldResponses();
        HeldResponses failure = new HeldResponses();
        AtomicBoolean paused = new AtomicBoolean();
        provider.script("a", call -> {
            if (call.page() == 2) {
                pause.release();
                CompletableFuture.runAsync(() -> {
                    await("the pause", this::isPaused);
                    failure.release();
                });
                return Optional.of(failure.of(ResponseFaults.status(404)));
            }
            return paused.getAndSet(true)
                    ? Optional.empty()
                    : Optional.of(pause.of(ResponseFaults.retryAfter(429, Duration.ofSeconds(2))));
        });

        assertEnd(sweep(), SweepStatus.FAILED, StopReason.ERROR);

        provider.script("a", FaultScript.none());
        assertEnd(sweep(), SweepStatus.COMPLETE, StopReason.EMPTY_PAGE);
    }

    private boolean isPaused() {
        RateLimits limits = rig.bundle().context().getRegistry().lookupByNameAndType("rateLimits", RateLimits.class);
        return limits.of(Origin.of(provider.url("a")).orElseThrow())
                .pausedUntil()
                .isAfter(Instant.EPOCH);
    }
}
