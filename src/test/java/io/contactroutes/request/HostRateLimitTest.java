package io.contactroutes.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contactroutes.config.Account;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.StopReason;
import io.contactroutes.sweep.SweepStopException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** RateLimits in a time that the test makes, so that minutes pass at once. */
class HostRateLimitTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final TickingClock clock = new TickingClock("2026-03-04T05:06:20Z");

    @Test
    void fiftyAccountsOnOneHostKeepItsBudget() {
        List<Account> accounts = IntStream.range(0, 50)
                .mapToObj(i -> account("a" + i, i == 7 ? "60" : "90", i % 2 == 0 ? "chat.example" : "CHAT.example"))
                .toList();
        HostRateLimit budget = new RateLimits(accounts, clock).of(accounts.get(0));
        assertThat(accounts)
                .allMatch(account -> new RateLimits(accounts, clock).of(account) != null
                        && account.host().equals("chat.example:443"));

        List<Instant> sent = simulate(budget, 50, Duration.ofMinutes(10));

        assertThat(sent.size()).isBetween(590, 601);
        for (int first = 0; first < sent.size(); first++) {
            Instant end = sent.get(first).plus(Duration.ofMinutes(1));
            assertThat(sent.subList(first, sent.size()).stream()
                            .filter(at -> at.isBefore(end))
                            .count())
                    .isLessThanOrEqualTo(61);
        }
        assertThat(sent.stream().map(Instant::getNano).distinct().count())
                .as("jitter")
                .isGreaterThan(100);
    }

    /** Each of so many workers sends a request, waits for its place in its own time, and sends the next. */
    private List<Instant> simulate(HostRateLimit shared, int workers, Duration duration) {
        Instant end = clock.instant().plus(duration);
        PriorityQueue<Instant> due = new PriorityQueue<>(Comparator.naturalOrder());
        IntStream.range(0, workers).forEach(i -> due.add(clock.instant()));
        List<Instant> sent = new ArrayList<>();
        while (due.peek().isBefore(end)) {
            clock.advance(Duration.between(clock.instant(), due.poll()));
            Instant[] at = {clock.instant()};
            shared.take(
                    request(),
                    wait -> at[0] = wait.isNegative()
                            ? clock.instant()
                            : clock.instant().plus(wait));
            if (at[0].isBefore(end)) {
                sent.add(at[0]);
            }
            due.add(at[0]);
        }
        sent.sort(Comparator.naturalOrder());
        return sent;
    }

    @Test
    void aPauseIsForTheWholeHostAndTheShorterOneDoesNotEndIt() {
        HostRateLimit budget = new HostRateLimit(60, clock);
        Instant end = clock.instant().plusSeconds(90);
        budget.pauseUntil(end);
        budget.pauseUntil(end.minusSeconds(60));

        budget.take(request(), clock::advance);

        assertThat(clock.instant()).isAfterOrEqualTo(end);
    }

    @Test
    void aPauseThatBeginsDuringTheWaitIsBorneToo() {
        HostRateLimit budget = new HostRateLimit(1, clock);
        Instant end = clock.instant().plusSeconds(100);
        budget.take(request(), clock::advance);

        budget.take(request(), wait -> {
            budget.pauseUntil(end);
            clock.advance(wait);
        });

        assertThat(clock.instant()).isAfterOrEqualTo(end);
    }

    @Test
    void aPauseBehindPatiencePutsTheSweepOff() {
        HostRateLimit budget = new HostRateLimit(60, clock);
        budget.pauseUntil(clock.instant().plus(PATIENCE).plusSeconds(1));

        assertThatThrownBy(() -> budget.take(request(), clock::advance))
                .isInstanceOfSatisfying(SweepStopException.class, stop -> {
                    assertThat(stop.reason()).isEqualTo(StopReason.RATE_LIMITED);
                    assertThat(stop.status()).isEqualTo(SweepStatus.DEFERRED);
                    assertThat(stop).hasMessageContaining("contacts.request.patience");
                });
    }

    @Test
    void triesAreBoundedInNumberAndTime() {
        Request eager = new Request(account("a", "60", "h"), Duration.ofDays(1), clock);
        assertThatThrownBy(() -> repeat(eager)).hasMessageContaining(Request.MAX_TRIES + " tries did not help");

        Instant began = clock.instant();
        Request impatient = request();
        assertThatThrownBy(() -> repeat(impatient)).hasMessageContaining("tries did not help");
        assertThat(clock.instant()).isBefore(began.plus(PATIENCE).plusSeconds(1));

        Request asked = new Request(account("a", "60", "h"), Duration.ofDays(1), clock);
        assertThatThrownBy(() -> {
                    while (true) {
                        asked.waitAsAsked("Wait.");
                    }
                })
                .hasMessageContaining(Request.MAX_TRIES + " tries did not help");
    }

    private void repeat(Request request) {
        while (true) {
            request.tryAgain("Trouble.");
            clock.advance(request.backOff());
        }
    }

    private Request request() {
        return new Request(account("a", "60", "h"), PATIENCE, clock);
    }

    private static Account account(String accountName, String requestsPerMinute, String host) {
        return new Account(
                accountName,
                "chatwoot",
                Map.of("url", "https://" + host, "requestsPerMinute", requestsPerMinute, "token", "t"));
    }
}
