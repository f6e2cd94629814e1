package io.contactroutes.bundle;

import io.contactroutes.config.Accounts;
import io.contactroutes.state.State;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Names the accounts that the state has and the settings do not: nothing sweeps them, and nothing deletes their contacts. */
final class LeftAccounts {

    private static final Logger LOG = LoggerFactory.getLogger(LeftAccounts.class);

    private LeftAccounts() {}

    static void warn(State state, Accounts accounts) {
        List<String> left = new ArrayList<>(state.accounts());
        accounts.all().forEach(account -> left.remove(account.name()));
        if (!left.isEmpty()) {
            LOG.warn(
                    "The state has {}, which application.properties does not have: what was published stays in the sink. To delete"
                            + " it, run contact-routes retire {}.",
                    String.join(", ", left),
                    left.size() == 1 ? left.get(0) : "<account>");
        }
    }
}
