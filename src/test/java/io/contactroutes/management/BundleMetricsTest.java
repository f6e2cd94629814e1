package io.contactroutes.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.config.Account;
import io.contactroutes.database.JdbcState;
import io.contactroutes.state.State;
import io.contactroutes.sweep.ClaimedContacts;
import io.contactroutes.sweep.Counts;
import io.contactroutes.sweep.Sweep;
import io.contactroutes.sweep.SweepBasis;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BundleMetricsTest {

    private static final int PAGES = 20_000;

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final AtomicInteger pages = new AtomicInteger();

    /** A counter that falls is a restart to Prometheus, which then counts all of it again. */
    @Test
    void noCounterFallsWhileWorkersCommitPages() {
        try (State state = JdbcState.open("jdbc:sqlite::memory:")) {
            BundleMetrics metrics = new BundleMetrics(new Statuses(state, Set.of("a"), Clock.systemUTC()));
            metrics.register(registry, Set.of("a"));
            Sweep sweep = sweep(state);
            metrics.began(sweep);

            CompletableFuture<?> all = CompletableFuture.allOf(Stream.generate(() -> commit(state, sweep, metrics))
                    .limit(8)
                    .toArray(CompletableFuture[]::new));
            FunctionCounter created =
                    registry.get("contacts.published").tag("op", "created").functionCounter();
            int falls = 0;
            for (double before = 0; !all.isDone(); ) {
                double now = created.count();
                falls += now < before ? 1 : 0;
                before = now;
            }
            all.join();

            assertThat(created.count()).isEqualTo(PAGES);
            assertThat(falls).isZero();
        }
    }

    private CompletableFuture<Void> commit(State state, Sweep sweep, BundleMetrics metrics) {
        return CompletableFuture.runAsync(
                () -> {
                    int page = pages.incrementAndGet();
                    while (page <= PAGES) {
                        sweep.walk().commit(state, page, null, List.of(), Counts.stored("{\"created\":1}"));
                        metrics.committed(sweep, page);
                        page = pages.incrementAndGet();
                    }
                },
                task -> new Thread(task).start());
    }

    private static Sweep sweep(State state) {
        Account account = new Account("a", "acme", Map.of("paging", "number", "parallelPages", "8"));
        Instant now = Instant.now();
        SweepBasis basis = new SweepBasis(account, Map.of(), now.plus(Duration.ofHours(1)), new ClaimedContacts());
        return new Sweep(basis, state.begin("a", "id", now), false, Optional.empty());
    }
}
