package io.contactroutes.bundle;

import io.contactroutes.config.Account;
import io.contactroutes.config.Accounts;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.spi.RouteTemplateParameterSource;

/**
 * Gives Camel the routes of the accounts: for each account one of the template {@code sweep} and one of its provider's template,
 * with the parameters as they were read and checked. An account that is not swept has none.
 */
final class AccountRoutes implements RouteTemplateParameterSource {

    /** The name under which Camel Main binds its own source of {@code camel.route-template[...]}, which this one replaces. */
    static final String BEAN = "CamelMainRouteTemplateParametersSource";

    /** No account's name contains a dot. */
    static final String SWEEP_PREFIX = Accounts.SWEEP + ".";

    private static final long LONGEST_WAIT_MILLIS = 10_000;

    private final Map<String, Map<String, Object>> byRoute = new LinkedHashMap<>();

    AccountRoutes(Collection<Account> accounts, RunMode mode) {
        for (Account account : accounts) {
            if (account.isConfigured() && mode.runs(account.name())) {
                byRoute.put(account.name(), parameters(account, account.provider()));
                Map<String, Object> sweep = parameters(account, Accounts.SWEEP);
                sweep.put("firstTick", mode.once() ? account.text("firstTick") : firstTick(account, mode));
                byRoute.put(SWEEP_PREFIX + account.name(), sweep);
            }
        }
    }

    @Override
    public Set<String> routeIds() {
        return byRoute.keySet();
    }

    @Override
    public Map<String, Object> parameters(String routeId) {
        return byRoute.get(routeId);
    }

    private static Map<String, Object> parameters(Account account, String template) {
        Map<String, Object> parameters = new HashMap<>(account.parameters());
        parameters.put(TEMPLATE_ID, template);
        parameters.put(Accounts.ACCOUNT, account.name());
        parameters.put("routeId", account.name());
        return parameters;
    }

    /** Returns when the first sweep begins: as configured, else spread at random so that accounts do not start together. */
    private static String firstTick(Account account, RunMode mode) {
        Duration given = mode.firstTicks().get(account.name());
        if (given != null) {
            return given.toMillis() + "ms";
        }
        if (!"0s".equals(account.text("firstTick"))) {
            return account.text("firstTick");
        }
        long most = Math.min(account.every().toMillis() / 10, LONGEST_WAIT_MILLIS);
        return ThreadLocalRandom.current().nextLong(most + 1) + "ms";
    }
}
