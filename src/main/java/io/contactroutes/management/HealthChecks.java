package io.contactroutes.management;

import io.contactroutes.sink.CurrentSink;
import io.contactroutes.state.StateException;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Adds the bundle's checks to Camel's: {@code contacts-state} and {@code contacts-sink}, on which readiness depends, and for each
 * account {@code contacts-account-<name>}, on which it does not. The answers hold nothing personal.
 */
final class HealthChecks {

    private static final String GROUP = "contacts";

    private HealthChecks() {}

    /** @param accounts the accounts that the bundle sweeps, at least one */
    static void register(CamelContext context, Statuses statuses, CurrentSink sink, Set<String> accounts, Clock clock) {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry == null) {
            return;
        }
        registry.register(new Check("contacts-state", true, clock, result -> {
            statuses.state().accounts();
            result.up();
        }));
        String any = accounts.iterator().next();
        registry.register(new Check("contacts-sink", true, clock, result -> {
            sink.identity(any);
            result.up();
        }));
        accounts.forEach(account -> registry.register(new Check("contacts-account-" + account, false, clock, result -> {
            boolean fresh =
                    statuses.of(account).filter(status -> status.isFresh()).isPresent();
            result.state(
                    fresh
                            ? org.apache.camel.health.HealthCheck.State.UP
                            : org.apache.camel.health.HealthCheck.State.DOWN);
            result.message(fresh ? null : account + " is not fresh; see contact-routes status.");
        })));
    }

    /** Looks. */
    @FunctionalInterface
    private interface Look {
        void at(HealthCheckResultBuilder result) throws IOException, InterruptedException;
    }

    /** A check whose result is kept for a few seconds, so that probes do not burden what is checked. */
    private static final class Check extends AbstractHealthCheck {

        private static final long KEPT_MILLIS = 5_000;

        private final boolean readiness;
        private final Clock clock;
        private final Look look;
        private Result last;
        private long lastAt;

        Check(String id, boolean readiness, Clock clock, Look look) {
            super(GROUP, id);
            this.readiness = readiness;
            this.clock = clock;
            this.look = look;
        }

        @Override
        public boolean isReadiness() {
            return readiness;
        }

        @Override
        public boolean isLiveness() {
            return false;
        }

        @Override
        public synchronized Result call(Map<String, Object> options) {
            if (last == null || clock.millis() - lastAt > KEPT_MILLIS) {
                last = super.call(options);
                lastAt = clock.millis();
            }
            return last;
        }

        @Override
        protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
            try {
                look.at(result);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                result.down().message("The check was interrupted.");
            } catch (StateException e) {
                result.down().message(e.getMessage());
            } catch (IOException | RuntimeException e) {
                result.down().message("The sink cannot be used (" + e.getClass().getSimpleName() + ").");
            }
        }
    }
}
