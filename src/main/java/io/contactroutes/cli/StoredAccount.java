package io.contactroutes.cli;

import io.contactroutes.config.Accounts;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.config.Settings;
import io.contactroutes.state.State;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The accounts of which the state has something. */
final class StoredAccount {

    private StoredAccount() {}

    /**
     * Returns the account of this name, or all when none is given.
     *
     * @param settings has the accounts that may not be in the state yet
     * @throws ConfigurationException when the state has none of them
     */
    static List<String> named(State state, Settings settings, String account) {
        List<String> stored = state.accounts();
        if (account == null && stored.isEmpty()) {
            throw new ConfigurationException("No account was swept yet: the state has nothing of any.");
        }
        if (account == null || stored.contains(account)) {
            return account == null ? stored : List.of(account);
        }
        Set<String> known = new TreeSet<>(Accounts.names(settings));
        if (known.contains(account)) {
            throw new ConfigurationException(account + " was not swept yet: the state has nothing of it.");
        }
        known.addAll(stored);
        throw Accounts.unknown(account, known);
    }
}
