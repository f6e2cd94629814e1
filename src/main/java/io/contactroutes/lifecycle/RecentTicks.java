package io.contactroutes.lifecycle;

import io.contactroutes.config.Account;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Consumer;

/** Has recent sweeps begin when it is the time for them, which the state knows: in one process or in several. */
public final class RecentTicks implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Duration every;
    private final Looks looks;

    /**
     * @param accounts those that have recent sweeps
     * @param tick begins one, in a thread of its own
     */
    public RecentTicks(RecentSweeps sweeps, Collection<Account> accounts, Consumer<String> tick) {
        this.every = accounts.stream()
                .flatMap(account -> account.recentEvery().stream())
                .reduce(EVERY, (a, b) -> a.compareTo(b) < 0 ? a : b);
        this.looks = new Looks("recent", () -> sweeps.tick(accounts, tick));
    }

    /** Begins to look. */
    public void start() {
        looks.start(every, every);
    }

    @Override
    public void close() {
        looks.close();
    }
}
