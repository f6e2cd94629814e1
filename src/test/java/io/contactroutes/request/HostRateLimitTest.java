package io.contactroutes.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contactroutes.config.Account;
import io.contactroutes.config.Origin;
import io.contactroutes.state.Processes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** RateLimits in a time that the test makes, so that minutes pass at once. */
class HostRateLimitTest {

    private static final Duration RETRY_TIMEOUT = Duration.ofMinutes(2);

    private final TickingClock clock = new TickingClock("2026-03-04T05:06:20Z");

    @Test
    void fiftyAccountsOnOneHostKeepItsBudget() {
        List<Account> accounts = IntStream.range(0, 50)
                .mapToObj(i -> account("a" + i, i == 7 ? "60" : "90", i % 2 == 0 ? "chat.example" : "CHAT.example"))
                .toList();
        HostRateLimit budget = new RateLimits(accounts, Processes.ALONE, clock, RequestListener.NONE)
                .of(new Origin("https", "chat.example", 443));

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
        HostRateLimit budget = new HostRateLimit("https://chat.example:443", 60, Processes.ALONE, clock);
        Instant end = clock.instant().plusSeconds(90);
        budget.pauseUntil(end);
        budget.pauseUntil(end.minusSeconds(60));

        budget.take(request(), clock::advance);

        assertThat(clock.instant()).isAfterOrEqualTo(end);
    }

    @Test
    void aPauseThatBeginsDuringTheWaitIsBorneToo() {
        HostRateLimit budget = new HostRateLimit("https://chat.example:443", 1, Processes.ALONE, clock);
        Instant end = clock.instant().plusSeconds(100);
        budget.take(request(), clock::advance);

        budget.take(request(), wait -> {
            budget.pauseUntil(end);
            clock.advance(wait);
        });

        assertThat(clock.instant()).isAfterOrEqualTo(end);
    }

    @Test
    void aPauseLongerThanTheRetryTimeoutDefersTheSweep() {
        HostRateLimit budget = new HostRateLimit("https://chat.example:443", 60, Processes.ALONE, clock);
        budget.pauseUntil(clock.instant().plus(RETRY_TIMEOUT).plusSeconds(1));

        assertThatThrownBy(() -> budget.take(request(), clock::advance))
                .isInstanceOfSatisfying(RequestException.class, stop -> {
                    assertThat(stop.kind()).isEqualTo(RequestException.Kind.RATE_LIMITED);
                    assertThat(stop).hasMessageContaining("contacts.request.retry-timeout");
                });
    }

    @Test
    void triesAreBoundedInNumberAndTime() {
        Request eager = request(Duration.ofDays(1));
        assertThatThrownBy(() -> repeat(eager)).hasMessageContaining("8 tries did not help");

        Instant began = clock.instant();
        Request impatient = request();
        assertThatThrownBy(() -> repeat(impatient)).hasMessageContaining("tries did not help");
        assertThat(clock.instant()).isBefore(began.plus(RETRY_TIMEOUT).plusSeconds(1));

        Request asked = request(Duration.ofDays(1));
        assertThatThrownBy(() -> {
                    while (true) {
                        asked.tryAfterPause("Wait.");
                    }
                })
                .hasMessageContaining("8 tries did not help");
    }

    private void repeat(Request request) {
        while (true) {
            request.tryAgain("It failed.");
            clock.advance(request.backOff());
        }
    }

    private Request request() {
        return request(RETRY_TIMEOUT);
    }

    private Request request(Duration retryTimeout) {
        Account account = account("a", "60", "h");
        RetryPolicy policy =
                new RetryPolicy(retryTimeout, 8, Duration.ofMillis(500), Duration.ofSeconds(30), Set.of("5xx"));
        return new Request(account, RequestAddress.of(account, "https://h/contacts"), policy, clock);
    }

    private static Account account(String accountName, String requestsPerMinute, String host) {
        return new Account(
                accountName,
                "chatwoot",
                Map.of("url", "https://" + host, "requestsPerMinute", requestsPerMinute, "token", "t"));
    }
}
