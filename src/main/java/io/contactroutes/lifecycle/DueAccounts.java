package io.contactroutes.lifecycle;

import io.contactroutes.config.Account;
import io.contactroutes.config.Origin;
import io.contactroutes.state.Processes;
import io.contactroutes.state.Processes.Load;
import io.contactroutes.state.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Has accounts swept when it is their turn, where several processes share a state: each process looks every two seconds, and takes
 * its share of what is due. Accounts of a process that is gone are due at once.
 */
public final class DueAccounts implements AutoCloseable {

    private static final Duration EVERY = Duration.ofSeconds(2);

    /** A look begins so many sweeps at most, as a part of all accounts, so that a start does not begin all of them together. */
    private static final int LOOKS_FOR_ALL = 5;

    /** So many sweeps run in a process at a time; more would wait for connections of the state and for commits. */
    private static final int MOST_RUNNING = 256;

    /** So many of them read from one host, so that those that wait for its limit hold up no others. */
    private static final int MOST_OF_HOST = 64;

    private final State state;
    private final Sweeps sweeps;
    private final List<Account> accounts;

    /** By account. */
    private final Map<String, Set<Origin>> hosts;

    private final Duration takeover;
    private final Consumer<Map<String, Duration>> pauses;
    private final Consumer<String> tick;
    private final Clock clock;
    private final Instant started;
    private final Looks looks = new Looks("turns", this::look);

    /**
     * @param accounts those that this process sweeps
     * @param takeover {@code contacts.nodes.takeover}: an account that no other process takes for so long is nobody else's share
     * @param pauses is given the pauses that hosts have asked other processes for
     * @param tick sweeps an account, as it is its turn, in a thread of its own
     */
    public DueAccounts(
            State state,
            Sweeps sweeps,
            Collection<Account> accounts,
            Duration takeover,
            Consumer<Map<String, Duration>> pauses,
            Consumer<String> tick,
            Clock clock) {
        this.state = state;
        this.sweeps = sweeps;
        this.accounts = List.copyOf(accounts);
        this.hosts = accounts.stream().collect(Collectors.toMap(Account::name, DueAccounts::hosts));
        this.takeover = takeover;
        this.pauses = pauses;
        this.tick = tick;
        this.clock = clock;
        this.started = clock.instant();
    }

    /** Begins to look. */
    public void start() {
        long every = Math.min(EVERY.toMillis(), takeover.toMillis() / 6);
        looks.start(Duration.ZERO, Duration.ofMillis(every));
    }

    @Override
    public void close() {
        looks.close();
    }

    private void look() {
        Processes processes = state.processes();
        pauses.accept(processes.pauses());
        mine(processes.load(waiting())).forEach(tick);
    }

    private Map<String, Duration> waiting() {
        Set<String> paused = OperatorRequests.paused(state).keySet();
        Map<String, Duration> waiting = new HashMap<>();
        for (Account account : accounts) {
            boolean early = clock.instant().isBefore(started.plus(account.firstTick()));
            if (!early && !paused.contains(account.name()) && !sweeps.running().isRunning(account.name())) {
                waiting.put(account.name(), account.every());
            }
        }
        return waiting;
    }

    /** Returns in any order, so that two processes seldom want the same account, what this one begins now. */
    private List<String> mine(Load load) {
        int work = load.due().size() + load.held();
        int processes = Math.max(1, load.alive());
        int share = (work + processes - 1) / processes;
        int running = sweeps.running().size();
        int most = Math.min((hosts.size() + LOOKS_FOR_ALL - 1) / LOOKS_FOR_ALL, MOST_RUNNING - running);
        Map<Set<Origin>, Integer> ofHosts = new HashMap<>();
        hosts.keySet().stream().filter(sweeps.running()::isRunning).forEach(account -> count(ofHosts, account));
        List<String> due = new ArrayList<>(load.due().keySet());
        Collections.shuffle(due);
        List<String> mine = new ArrayList<>();
        for (String account : due) {
            boolean isLeft = load.due().get(account).compareTo(takeover) > 0;
            boolean isFree = ofHosts.getOrDefault(hosts.get(account), 0) < MOST_OF_HOST;
            if (mine.size() < most && isFree && (running + mine.size() < share || isLeft)) {
                mine.add(account);
                count(ofHosts, account);
            }
        }
        return mine;
    }

    private void count(Map<Set<Origin>, Integer> ofHosts, String account) {
        ofHosts.merge(hosts.get(account), 1, Integer::sum);
    }

    private static Set<Origin> hosts(Account account) {
        return account.urls().stream()
                .flatMap(name -> Origin.of(account.text(name)).stream())
                .collect(Collectors.toSet());
    }
}
