package io.contactroutes.lifecycle;

import io.contactroutes.state.State;
import io.contactroutes.state.StateException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.util.concurrent.CamelThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes up what operators request of a running bundle. A command stores its request in the state, beside the bundle; the bundle
 * looks every two seconds.
 */
public final class OperatorRequests implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorRequests.class);

    private static final String PAUSED = "paused";
    private static final String SWEEP = "sweep-requested";
    private static final long EVERY_MILLIS = 2_000;

    private final State state;
    private final Sweeps sweeps;
    private final Consumer<String> tick;
    private final Set<String> accounts;
    private final Set<String> pausedBefore = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(new CamelThreadFactory("#name#", "operator", true));

    /**
     * @param accounts the accounts that the bundle sweeps
     * @param tick sweeps an account now, in a thread of its own
     */
    public OperatorRequests(State state, Sweeps sweeps, Set<String> accounts, Consumer<String> tick) {
        this.state = state;
        this.sweeps = sweeps;
        this.accounts = accounts;
        this.tick = tick;
    }

    /** Requests that an account is not swept until {@link #resume}. */
    public static void pause(State state, String account, Instant at) {
        state.note(account, PAUSED, at.toString());
    }

    /**
     * Requests that a paused account is swept again, at once.
     *
     * @return whether it was paused
     */
    public static boolean resume(State state, String account) {
        boolean paused = isPaused(state, account);
        if (paused) {
            state.note(account, PAUSED, null);
            sweep(state, account);
        }
        return paused;
    }

    /** Requests a sweep now. */
    public static void sweep(State state, String account) {
        state.note(account, SWEEP, "requested");
    }

    /** Returns the accounts that are paused, with the time since when. */
    public static Map<String, String> paused(State state) {
        return state.noted(PAUSED);
    }

    static boolean isPaused(State state, String account) {
        return state.note(account, PAUSED).isPresent();
    }

    /** Begins to look for requests. */
    public void start() {
        timer.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** A state that fails now is asked again in two seconds; sweeps log what is wrong with it. */
    private void look() {
        try {
            Set<String> paused = state.noted(PAUSED).keySet();
            accounts.forEach(account -> pause(account, paused.contains(account)));
            state.noted(SWEEP).keySet().stream().filter(accounts::contains).forEach(this::sweepNow);
        } catch (StateException e) {
            LOG.debug("The state cannot be read for requests of operators.", e);
        } catch (RuntimeException | Error e) {
            LOG.error("Requests of operators could not be looked for; it is tried again.", e);
        }
    }

    private void pause(String account, boolean paused) {
        if (!paused) {
            if (pausedBefore.remove(account)) {
                log(account, "{}: an operator has resumed it.");
            }
        } else if (pausedBefore.add(account)) {
            log(account, "{}: an operator has paused it; contact-routes resume {} continues.");
            sweeps.pause(account);
        }
    }

    private void sweepNow(String account) {
        state.note(account, SWEEP, null);
        if (sweeps.isRunning(account)) {
            log(account, "{}: an operator asked for a sweep; one is running already.");
        } else if (isPaused(state, account)) {
            log(account, "{}: an operator asked for a sweep, but it is paused; contact-routes resume {}.");
        } else {
            log(account, "{}: an operator asked for a sweep.");
            tick.accept(account);
        }
    }

    private static void log(String account, String sentence) {
        LOG.atInfo().addKeyValue("account", account).log(sentence, account, account);
    }
}
