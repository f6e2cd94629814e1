package io.contactroutes.lifecycle;

import io.contactroutes.config.Account;
import io.contactroutes.state.Processes;
import io.contactroutes.state.Processes.Hold;
import io.contactroutes.state.Processes.Turn;
import io.contactroutes.sweep.Sweep;
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

    private final Processes processes;
    private final Consumer<String> fence;

    /** By account; empty before its sweep is open in the state, and after it has ended there. */
    private final Map<String, Optional<Sweep>> byAccount = new ConcurrentHashMap<>();

    private final Set<String> lost = ConcurrentHashMap.newKeySet();

    private volatile String stopping;

    /** @param fence has what a former holder of an account still publishes refused, given its id */
    RunningSweeps(Processes processes, Consumer<String> fence) {
        this.processes = processes;
        this.fence = fence;
        processes.onLoss(this::lose);
    }

    /** Enters an account; false when it is swept already. */
    boolean enter(String account) {
        boolean entered = byAccount.putIfAbsent(account, Optional.empty()) == null;
        if (entered) {
            lost.remove(account);
        }
        return entered;
    }

    /** Takes an account that was entered, unless another process has it. */
    Hold take(Account account, boolean requested) {
        return processes.take(account.name(), account.every(), requested ? Turn.NOW : Turn.DUE, fence);
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
            processes.release(account, ended || stopping == null && !lost.contains(account));
        } finally {
            lost.remove(account);
            byAccount.remove(account);
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
    }

    /** Returns why sweeps stop; empty as long as they do not. */
    Optional<String> stopping() {
        return Optional.ofNullable(stopping);
    }

    void stop(String why) {
        stopping = why;
        byAccount.values().forEach(sweep -> sweep.ifPresent(each -> each.stop(why)));
    }
}
