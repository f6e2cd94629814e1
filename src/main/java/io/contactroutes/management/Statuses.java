package io.contactroutes.management;

import io.contactroutes.state.State;
import io.contactroutes.status.AccountStatus;
import io.contactroutes.status.AccountStatuses;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the status of all accounts once a second at most, however many clients ask. */
final class Statuses {

    private static final long FRESH_MILLIS = 1_000;

    private final State state;
    private final Set<String> accounts;
    private final Clock clock;
    private List<AccountStatus> last;
    private long lastAt;

    /** @param accounts the names of the accounts that the settings have */
    Statuses(State state, Set<String> accounts, Clock clock) {
        this.state = state;
        this.accounts = accounts;
        this.clock = clock;
    }

    State state() {
        return state;
    }

    boolean isConfigured(String account) {
        return accounts.contains(account);
    }

    synchronized List<AccountStatus> all() {
        if (last == null || clock.millis() - lastAt > FRESH_MILLIS) {
            last = AccountStatuses.read(state, accounts, clock.instant());
            lastAt = clock.millis();
        }
        return last;
    }

    /** Returns the status of an account; empty when the state has nothing of it. */
    Optional<AccountStatus> of(String account) {
        return all().stream().filter(status -> status.account().equals(account)).findFirst();
    }

    /** Has the next question read the state again. */
    synchronized void forget() {
        last = null;
    }
}
