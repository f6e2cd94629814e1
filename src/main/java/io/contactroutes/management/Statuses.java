package io.contactroutes.management;

import io.contactroutes.state.State;
import io.contactroutes.state.StateException;
import io.contactroutes.status.AccountStatus;
import io.contactroutes.status.AccountStatuses;
import io.contactroutes.status.BundleStatus;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the status of all accounts and processes once a second at most, however many clients ask. Methods throw {@link StateException} when the state
 * fails, or does not answer.
 */
final class Statuses {

    private final State state;
    private final Set<String> accounts;
    private final Latest<BundleStatus> latest;

    /** @param accounts the names of the accounts that the settings have */
    Statuses(State state, Set<String> accounts, Clock clock) {
        this.state = state;
        this.accounts = accounts;
        this.latest = new Latest<>(
                "statuses",
                () -> AccountStatuses.read(state, accounts, clock.instant()),
                () -> {
                    throw new StateException("The state database (contacts.state.url) has not answered for "
                            + Latest.LONGEST.toSeconds() + " seconds; check whether it runs and can be reached.");
                },
                Duration.ofSeconds(1));
    }

    State state() {
        return state;
    }

    boolean isConfigured(String account) {
        return accounts.contains(account);
    }

    BundleStatus all() {
        return latest.get();
    }

    /** Returns the status of an account; empty when the state has nothing of it. */
    Optional<AccountStatus> of(String account) {
        return all().accounts().stream()
                .filter(status -> status.account().equals(account))
                .findFirst();
    }

    /** Has the next question read the state again. */
    void forget() {
        latest.forget();
    }
}
