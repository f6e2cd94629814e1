package io.contactroutes.reload;

import io.contactroutes.config.Account;
import io.contactroutes.config.Accounts;
import io.contactroutes.lifecycle.SweepListener;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.Sweep;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Knows when each account is due, so that a bundle that starts again sweeps it when it would have been swept. */
final class Turns implements SweepListener {

    private final Clock clock;
    private final Map<String, Instant> ticks = new ConcurrentHashMap<>();
    private final Set<String> unfinished = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    Turns(Clock clock) {
        this.clock = clock;
    }

    /** The bundle is being stopped, or was started again. */
    void stopping(boolean isStopping) {
        stopping = isStopping;
        if (!isStopping) {
            unfinished.clear();
        }
    }

    /**
     * Returns the time until each account is due, by its name: none when something changed for it.
     *
     * @param changed the names of the files that have changed, relative to the bundle's folder
     */
    Map<String, Duration> untilDue(Accounts before, Accounts now, Set<String> changed) {
        Map<String, Duration> due = new HashMap<>();
        for (Account account : now.configured()) {
            boolean same = before.all().contains(account) && changed.stream().noneMatch(file -> isOf(account, file));
            due.put(account.name(), same ? untilDue(account) : Duration.ZERO);
        }
        return due;
    }

    /** Returns none when its sweep has not ended by itself, or when it was not swept yet. */
    private Duration untilDue(Account account) {
        Instant tick = ticks.get(account.name());
        if (tick == null || unfinished.contains(account.name())) {
            return Duration.ZERO;
        }
        Duration left = Duration.between(clock.instant(), tick.plus(account.every()));
        boolean clockWasSetBack = left.compareTo(account.every()) > 0;
        return left.isNegative() || clockWasSetBack ? Duration.ZERO : left;
    }

    @Override
    public void began(Sweep sweep) {
        ticks.put(sweep.account().name(), clock.instant());
        unfinished.add(sweep.account().name());
    }

    @Override
    public void skipped(Account account) {
        ticks.put(account.name(), clock.instant());
    }

    @Override
    public void ended(Receipt receipt) {
        String account = receipt.account().name();
        ticks.putIfAbsent(account, clock.instant());
        if (stopping && receipt.status() == SweepStatus.DEFERRED) {
            unfinished.add(account);
        } else {
            unfinished.remove(account);
        }
    }

    /** Returns whether what an account publishes may depend on a file. */
    private static boolean isOf(Account account, String file) {
        Path path = Path.of(file);
        String name = path.getFileName().toString();
        boolean other = path.startsWith("routes/providers")
                && !name.startsWith("common.")
                && !name.startsWith(account.provider() + ".");
        return !other && !file.equals("application.properties") && !path.startsWith("routes/management");
    }
}
