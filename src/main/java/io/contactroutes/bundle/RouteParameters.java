package io.contactroutes.bundle;

import io.contactroutes.config.Account;
import io.contactroutes.config.Accounts;
import java.util.Collection;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.camel.CamelContext;
import org.apache.camel.main.PropertiesRouteTemplateParametersSource;

/** Hands the accounts' parameters over to the route templates, as they were read and checked. */
final class RouteParameters {

    private static final String SOURCE = "CamelMainRouteTemplateParametersSource";
    private static final String PREFIX = "camel.route-template[";
    private static final long LONGEST_WAIT_MILLIS = 10_000;

    private final PropertiesRouteTemplateParametersSource source;

    RouteParameters(CamelContext context) {
        source = context.getRegistry().lookupByNameAndType(SOURCE, PropertiesRouteTemplateParametersSource.class);
    }

    /** Camel refuses a parameter that is set to nothing; {@link #set} hands it over all the same. */
    static void removeEmpty(Properties properties) {
        properties
                .entrySet()
                .removeIf(property -> property.getKey().toString().startsWith(PREFIX)
                        && property.getValue().toString().isEmpty());
    }

    void set(Collection<Account> accounts, RunMode mode) {
        for (Account account : accounts) {
            boolean runs = account.isConfigured() && mode.runs(account.name());
            account.parameters().forEach((name, value) -> source.addParameter(account.name(), name, value));
            source.addParameter(account.name(), Accounts.CONFIGURED, String.valueOf(runs));
            if (!mode.once()) {
                spread(account);
            }
        }
    }

    /** Lets the accounts not begin all at once, unless one says when it wants to. */
    private void spread(Account account) {
        if ("0s".equals(account.text("firstTick"))) {
            long most = Math.min(account.every().toMillis() / 10, LONGEST_WAIT_MILLIS);
            long wait = ThreadLocalRandom.current().nextLong(most + 1);
            source.addParameter(account.name(), "firstTick", wait + "ms");
        }
    }
}
