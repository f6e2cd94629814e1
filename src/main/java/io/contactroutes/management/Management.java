package io.contactroutes.management;

import io.contactroutes.config.Account;
import io.contactroutes.config.Accounts;
import io.contactroutes.lifecycle.SweepListener;
import io.contactroutes.request.RequestListener;
import io.contactroutes.sink.CurrentSink;
import io.contactroutes.state.State;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/** What operators reach a running bundle by: the status page and its API, health and metrics. */
public final class Management {

    private final Statuses statuses;
    private final BundleMetrics metrics;
    private final CurrentSink sink;
    private final Set<String> swept;
    private final ConfigurationState configuration;
    private final Clock clock;

    /**
     * @param swept the accounts that the bundle sweeps until it is stopped
     * @param context may have a {@link ConfigurationState}
     */
    public Management(
            State state,
            CurrentSink sink,
            Accounts accounts,
            Collection<Account> swept,
            CamelContext context,
            Clock clock) {
        this.statuses = new Statuses(state, names(accounts.all()), clock);
        this.metrics = new BundleMetrics(statuses);
        this.sink = sink;
        this.swept = names(swept);
        this.configuration = ConfigurationState.of(context);
        this.clock = clock;
    }

    public SweepListener sweeps() {
        return metrics;
    }

    public RequestListener requests() {
        return metrics;
    }

    /**
     * Returns the beans that its routes call, by their names.
     *
     * @param token what a request has to have to act; empty when no request may act
     */
    public Map<String, Object> beans(String token) {
        return Map.of(
                "statusPage", new StatusPage(), "accountsApi", new AccountsApi(statuses, configuration, token, clock));
    }

    /** Adds health checks and metrics to a context that has registries for them. */
    public void start(CamelContext context) {
        if (!swept.isEmpty()) {
            HealthChecks.register(context, statuses, sink, swept);
            MeterRegistry registry = context.getRegistry().findSingleByType(MeterRegistry.class);
            if (registry != null) {
                metrics.register(registry, swept);
                configuration.register(registry);
            }
        }
    }

    private static Set<String> names(Collection<Account> accounts) {
        return accounts.stream().map(Account::name).collect(Collectors.toSet());
    }
}
