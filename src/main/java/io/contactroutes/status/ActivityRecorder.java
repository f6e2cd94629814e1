package io.contactroutes.status;

import io.contactroutes.config.Account;
import io.contactroutes.lifecycle.SweepListener;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.state.State;
import io.contactroutes.state.StateException;
import io.contactroutes.state.TakenOverException;
import io.contactroutes.sweep.Sweep;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.camel.util.concurrent.CamelThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores what the bundle does with each account, so that {@code status} can tell it beside the bundle and without it. A running sweep
 * is stored as alive again and again, also while it waits for its provider.
 */
public final class ActivityRecorder implements SweepListener, AutoCloseable {

    /** How often a running sweep is stored as alive. */
    static final Duration SIGN_OF_LIFE = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(ActivityRecorder.class);

    private final State state;
    private final Clock clock;
    private final Map<String, Activity> activities = new ConcurrentHashMap<>();
    private final ScheduledExecutorService heart =
            Executors.newSingleThreadScheduledExecutor(new CamelThreadFactory("#name#", "status", true));

    /** @param accounts the accounts that the bundle sweeps */
    public ActivityRecorder(State state, Collection<Account> accounts, Clock clock) {
        this.state = state;
        this.clock = clock;
        Map<String, Activity> before = Activity.stored(state);
        Set<String> elsewhere = state.processes().members().stream()
                .flatMap(process -> process.accounts().stream())
                .collect(Collectors.toSet());
        accounts.stream()
                .filter(account -> !elsewhere.contains(account.name()))
                .forEach(account ->
                        record(account, none -> Activity.idle(account, before.get(account.name()), clock.millis())));
        heart.scheduleWithFixedDelay(
                this::beat, SIGN_OF_LIFE.toMillis(), SIGN_OF_LIFE.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Returns a listener that logs and stores what happens before another one is notified of it. */
    public SweepListener before(SweepListener other) {
        return SweepListener.both(SweepListener.both(new SweepLog(clock), this), other);
    }

    @Override
    public void began(Sweep sweep) {
        record(sweep.account(), activity -> activity.running(sweep.counts().contacts(), clock.millis()));
    }

    @Override
    public void ended(Receipt receipt) {
        record(receipt.account(), activity -> activity.ended(receipt.message(), clock.millis()));
    }

    @Override
    public void close() {
        heart.shutdownNow();
    }

    private void beat() {
        activities.forEach((account, activity) -> {
            if (activity.runningSince() != null) {
                store(account, before -> before.alive(clock.millis()));
            }
        });
    }

    private void record(Account account, UnaryOperator<Activity> change) {
        activities.putIfAbsent(account.name(), Activity.idle(account, null, clock.millis()));
        store(account.name(), change);
    }

    /** A sweep does not depend on it: when the state fails, the sweep's own writes say so. */
    private synchronized void store(String account, UnaryOperator<Activity> change) {
        Activity activity = activities.computeIfPresent(account, (name, before) -> change.apply(before));
        try {
            activity.store(state, account);
        } catch (TakenOverException e) {
            LOG.debug("{}: its status is that of another process.", account, e);
        } catch (StateException e) {
            LOG.atWarn()
                    .addKeyValue("account", account)
                    .log("{}: its status could not be stored. {}", account, e.getMessage());
        }
    }
}
