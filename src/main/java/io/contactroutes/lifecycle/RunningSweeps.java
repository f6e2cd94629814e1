package io.contactroutes.lifecycle;

import io.contactroutes.config.Account;
import io.contactroutes.state.Processes;
import io.contactroutes.state.Processes.Hold;
import io.contactroutes.state.Processes.Turn;
import io.contactroutes.sweep.Sweep;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The sweeps that run in this process: one of an account at a time, and only of accounts that no other process sweeps. */
final class RunningSweeps {

    private static final String LOST =
            "its process did not reach the state database for too long; the sweep continues here or in"
                    + " another process.";

    private static final String GIVES_WAY = "a sweep of the whole list goes first.";

    private final Processes processes;
    private final Consumer<String> fence;

    /** By account; empty before its sweep is open in the state, and after it has ended there. */
    private final Map<String, Optional<Sweep>> byAccount = new ConcurrentHashMap<>();

    private final Set<String> lost = ConcurrentHashMap.newKeySet();

    private final RunningRecentSweeps recent = new RunningRecentSweeps();

    /** Accounts whose sweep has no page in flight any more. */
    private final Set<String> finishing = ConcurrentHashMap.newKeySet();

    private volatile String stopping;

    /** @param fence has what a former holder of an account still publishes refused, given its id */
    RunningSweeps(Processes processes, Consumer<String> fence) {
        this.processes = processes;
        this.fence = fence;
        processes.onLoss(this::lose);
    }

    /** Enters an account, when its recent sweep has ended; false when it is swept already. */
    boolean enter(String account) {
        boolean entered = byAccount.putIfAbsent(account, Optional.empty()) == null;
        if (entered) {
            recent.end(account, GIVES_WAY);
            lost.remove(account);
        }
        return entered;
    }

    /** Takes an account that was entered, unless another process has it. */
    Hold take(Account account, Turn turn) {
        return processes.take(account.name(), account.every(), turn, fence);
    }

    /** Enters an account for its recent sweep: beside a sweep that is open, or alone unless another process has the account. */
    boolean enterRecent(Account account) {
        String name = account.name();
        if (!recent.enter(name)) {
            return false;
        }
        boolean entered = false;
        try {
            boolean alone = !isRunning(name);
            entered = allowsRecent(name)
                    && (!alone
                            || !processes.isDue(name, account.every())
                                    && take(account, Turn.BESIDE).taken());
            if (entered && alone) {
                recent.alone(name);
            }
            return entered;
        } finally {
            if (!entered) {
                recent.leave(name);
            }
        }
    }

    /** Returns whether a recent sweep of the account can begin now. */
    boolean mayEnterRecent(String account) {
        return allowsRecent(account) && !recent.isRunning(account);
    }

    /** Has recent sweeps of these accounts end whose turn has come. */
    void giveWay(Collection<Account> accounts) {
        accounts.stream()
                .filter(account -> recent.isAlone(account.name()) && processes.isDue(account.name(), account.every()))
                .forEach(account -> stopRecent(account.name(), GIVES_WAY));
    }

    private boolean allowsRecent(String account) {
        boolean open = open(account).isPresent() && !finishing.contains(account);
        return stopping == null && (open || !isRunning(account));
    }

    void beganRecent(Sweep sweep) {
        recent.began(sweep);
    }

    void leaveRecent(String account) {
        try {
            if (recent.isAlone(account)) {
                processes.release(account, true);
            }
        } finally {
            recent.leave(account);
        }
    }

    /** Has the recent sweep of an account end, if one runs. */
    void stopRecent(String account, String why) {
        recent.stop(account, why);
    }

    /** Waits for the end of the recent sweep of an account, and lets none begin until {@link #leave}. */
    void finish(String account) {
        finishing.add(account);
        recent.end(account, GIVES_WAY);
    }

    void began(Sweep sweep) {
        String account = sweep.account().name();
        byAccount.put(account, Optional.of(sweep));
        if (lost.contains(account)) {
            sweep.stop(LOST);
        }
    }

    /** The sweep of an account has ended in the state; what is left is to publish that. */
    void ended(String account) {
        byAccount.put(account, Optional.empty());
    }

    /** @param ended whether its sweep has ended; one that was stopped with its process goes on in the next one that is free */
    void leave(String account, boolean ended) {
        try {
            finish(account);
            processes.release(account, ended || stopping == null && !lost.contains(account));
        } finally {
            lost.remove(account);
            byAccount.remove(account);
            finishing.remove(account);
        }
    }

    boolean isRunning(String account) {
        return byAccount.containsKey(account);
    }

    int size() {
        return byAccount.size();
    }

    /** Returns the sweep of an account that is open in the state. */
    Optional<Sweep> open(String account) {
        return byAccount.getOrDefault(account, Optional.empty());
    }

    private void lose() {
        byAccount.forEach((account, sweep) -> {
            lost.add(account);
            sweep.ifPresent(each -> each.stop(LOST));
        });
        recent.stopAll(LOST);
    }

    /** Returns why sweeps stop; empty as long as they do not. */
    Optional<String> stopping() {
        return Optional.ofNullable(stopping);
    }

    void stop(String why) {
        stopping = why;
        byAccount.values().forEach(sweep -> sweep.ifPresent(each -> each.stop(why)));
        recent.stopAll(why);
    }
}
