package io.contactroutes.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.config.Account;
import io.contactroutes.config.Settings;
import io.contactroutes.database.JdbcState;
import io.contactroutes.state.State;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A system clock that is set back makes no request wait. */
class SteadyClockTest {

    private final TickingClock system = new TickingClock("2026-03-04T05:06:20Z");

    @Test
    void aClockThatIsSetBackStallsNoHost() {
        Account account = new Account(
                "a", "acme", Map.of("url", "http://localhost:1", "requestsPerMinute", "60", "every", "15m"));
        Settings settings = Settings.load(Path.of("").toAbsolutePath(), Map.of(), Map.of());
        List<Duration> waits = new ArrayList<>();
        try (State state = JdbcState.open("jdbc:sqlite::memory:");
                RequestBeans beans = new RequestBeans(
                        settings, List.of(account), state, system, new SteadyClock(), RequestListener.NONE)) {
            RateLimits limits = (RateLimits) beans.byName().get("rateLimits");
            take(limits, account, settings, waits);
            system.set(system.instant().minus(Duration.ofHours(3)));
            take(limits, account, settings, waits);
        }

        assertThat(waits).hasSize(2).allMatch(wait -> wait.compareTo(Duration.ofSeconds(2)) < 0);
    }

    private void take(RateLimits limits, Account account, Settings settings, List<Duration> waits) {
        Request request = new Request(
                account,
                RequestAddress.of(account, "http://localhost:1/page"),
                RetryPolicy.of(settings),
                new SteadyClock());
        limits.take(
                new RequestOwner() {
                    @Override
                    public void sending(int page) {}

                    @Override
                    public Account account() {
                        return account;
                    }

                    @Override
                    public String id() {
                        return "one";
                    }

                    @Override
                    public void pause(int page, Duration duration) {
                        waits.add(duration);
                    }
                },
                1,
                request);
    }

    @Test
    void movesForward() {
        SteadyClock clock = new SteadyClock();

        assertThat(clock.instant()).isBeforeOrEqualTo(clock.instant());
    }
}
