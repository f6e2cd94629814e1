package io.contactroutes.management;

import io.contactroutes.config.Account;
import io.contactroutes.config.Accounts;
import io.contactroutes.state.State;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;

/** Makes the beans that the routes of the status page call. */
public final class ManagementBeans {

    private ManagementBeans() {}

    /**
     * Returns the beans by their names.
     *
     * @param token what a request has to have to act; empty when no request may act
     */
    public static Map<String, Object> byName(State state, Accounts accounts, String token, Clock clock) {
        AccountsApi api = new AccountsApi(
                state, accounts.all().stream().map(Account::name).collect(Collectors.toSet()), token, clock);
        return Map.of("statusPage", new StatusPage(), "accountsApi", api);
    }
}
