package io.contactroutes.cli;

import io.contactroutes.config.ConfigurationException;
import io.contactroutes.state.State;
import java.util.List;

/** The accounts of which the state has something. */
final class StoredAccount {

    private StoredAccount() {}

    /**
     * Returns the account of this name, or all when none is given.
     *
     * @throws ConfigurationException when the state has none of them
     */
    static List<String> named(State state, String account) {
        List<String> known = state.accounts();
        if (known.isEmpty()) {
            throw new ConfigurationException("The state has no account yet: nothing was published.");
        }
        if (account != null && !known.contains(account)) {
            throw new ConfigurationException(
                    "The state has no account " + account + "; it has " + String.join(", ", known) + ".");
        }
        return account == null ? known : List.of(account);
    }
}
