package io.contactroutes.lifecycle;

import io.contactroutes.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
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
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final State state;
    private final Sweeps sweeps;
    private final Consumer<String> tick;
    private final Set<String> accounts;
    private final Set<String> pausedBefore = ConcurrentHashMap.newKeySet();
    private final Looks looks = new Looks("operator", this::look);

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
        looks.start(EVERY, EVERY);
    }

    @Override
    public void close() {
        looks.close();
    }

    private void look() {
        Set<String> paused = state.noted(PAUSED).keySet();
        accounts.forEach(account -> pause(account, paused.contains(account)));
        state.noted(SWEEP).keySet().stream().filter(accounts::contains).forEach(this::sweepNow);
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
        if (sweeps.running().isRunning(account)) {
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
