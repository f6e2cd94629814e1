package io.contactroutes.status;

import io.contactroutes.deadletter.DeadLetters;
import io.contactroutes.identity.KnownList;
import io.contactroutes.lifecycle.OperatorRequests;
import io.contactroutes.state.State;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;

/** Reads from the state what an operator sees of the accounts. */
public final class AccountStatuses {

    /** How many sweeps of an account are read: two days of one every quarter of an hour. */
    private static final int RECENT = 200;

    private AccountStatuses() {}

    /**
     * Returns the status of all accounts of which the state has something, by name, and of the processes.
     *
     * @param configured the names of the accounts that the settings have
     */
    public static BundleStatus read(State state, Collection<String> configured, Instant now) {
        Map<String, Activity> activities = Activity.stored(state);
        Map<String, String> paused = OperatorRequests.paused(state);
        Collection<String> names = new TreeSet<>(state.accounts());
        activities.keySet().stream().filter(configured::contains).forEach(names::add);
        BundleStatus processes = BundleStatus.of(state.processes());
        return processes.with(names.stream()
                .map(name -> new AccountStatus(
                        name,
                        configured.contains(name),
                        activities.get(name),
                        state.openSweep(name).orElse(null),
                        state.lastComplete(name).orElse(null),
                        state.ended(name, RECENT),
                        DeadLetters.setAside(state, name).size(),
                        state.note(name, KnownList.HELD).map(Long::valueOf).orElse(0L),
                        paused.containsKey(name) ? Instant.parse(paused.get(name)) : null,
                        processes.holder(name),
                        now))
                .toList());
    }
}
