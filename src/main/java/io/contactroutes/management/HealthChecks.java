package io.contactroutes.management;

import io.contactroutes.config.ConfigurationException;
import io.contactroutes.sink.CurrentSink;
import io.contactroutes.state.State;
import io.contactroutes.state.StateException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Adds the bundle's checks to Camel's: {@code contacts-state} and {@code contacts-sink}, on which readiness depends, and for each
 * account {@code contacts-account-<name>}, on which it does not. They change nothing. The answers hold nothing personal.
 */
final class HealthChecks {

    private static final String GROUP = "contacts";

    private HealthChecks() {}

    /** @param accounts the accounts that the bundle sweeps */
    static void register(CamelContext context, Statuses statuses, CurrentSink sink, Set<String> accounts) {
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        if (registry == null) {
            return;
        }
        State state = statuses.state();
        registry.register(new PartCheck("contacts-state", "The state", state::requireUsable));
        registry.register(new PartCheck("contacts-sink", "The sink", sink::requireUsable));
        accounts.forEach(account -> registry.register(new AccountCheck(statuses, account)));
    }

    /** Throws when a part of the bundle cannot be used. */
    @FunctionalInterface
    private interface Look {
        void at() throws IOException, InterruptedException;
    }

    /** A part without which no sweep can run. Its result is kept, so that probes do not burden what is looked at. */
    private static final class PartCheck extends AbstractHealthCheck {

        private static final Duration KEPT = Duration.ofSeconds(5);

        private final Look look;
        private final Latest<Result> latest;

        PartCheck(String id, String part, Look look) {
            super(GROUP, id);
            this.look = look;
            this.latest = new Latest<>(id, () -> super.call(Map.of()), () -> unanswered(part), KEPT);
        }

        @Override
        public boolean isLiveness() {
            return false;
        }

        @Override
        public Result call(Map<String, Object> options) {
            return latest.get();
        }

        @Override
        protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
            try {
                look.at();
                result.up();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                result.down().message("The check was interrupted.");
            } catch (IOException | ConfigurationException | StateException e) {
                result.down().message(plain(e.getMessage()));
            }
        }

        private Result unanswered(String part) {
            String sentence = part + " has not answered for " + Latest.LONGEST.toSeconds()
                    + " seconds; check whether it runs and can be reached.";
            return HealthCheckResultBuilder.on(this).down().message(sentence).build();
        }
    }

    /** Whether an account is fresh: no probe depends on it, as a restart would not help. */
    private static final class AccountCheck extends AbstractHealthCheck {

        private final Statuses statuses;
        private final String account;

        AccountCheck(Statuses statuses, String account) {
            super(GROUP, "contacts-account-" + account);
            this.statuses = statuses;
            this.account = account;
        }

        @Override
        public boolean isReadiness() {
            return false;
        }

        @Override
        public boolean isLiveness() {
            return false;
        }

        @Override
        protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
            try {
                if (statuses.of(account).filter(status -> status.isFresh()).isPresent()) {
                    result.up();
                } else {
                    result.down().message(account + " is not fresh; see contact-routes status.");
                }
            } catch (StateException e) {
                result.down().message(plain(e.getMessage()));
            }
        }
    }

    /** Camel writes messages into JSON as they are. */
    private static String plain(String sentence) {
        return sentence.replace('"', '\'').replace('\\', '/').replaceAll("\\p{Cntrl}+", " ");
    }
}
