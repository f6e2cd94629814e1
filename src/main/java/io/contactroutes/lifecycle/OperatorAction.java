package io.contactroutes.lifecycle;

import io.contactroutes.config.ConfigurationException;
import io.contactroutes.identity.Continuity;
import io.contactroutes.identity.KnownList;
import io.contactroutes.state.State;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What an operator does to an account through the state, by a command or on the status page. */
public enum OperatorAction {
    /** Sweeps the account now. */
    SWEEP {
        @Override
        public String apply(State state, String account) {
            if (OperatorRequests.paused(state).containsKey(account)) {
                throw new ConfigurationException(account + " is paused; run contact-routes resume " + account + ".");
            }
            OperatorRequests.sweep(state, account);
            return "is swept within seconds when the bundle runs; when it does not, run contact-routes run --once.";
        }
    },
    /** Stops sweeping it, at the end of a page. */
    PAUSE {
        @Override
        public String apply(State state, String account) {
            OperatorRequests.pause(state, account, Instant.now());
            return "is paused. A running bundle stops its sweep at the end of the page; contact-routes resume "
                    + account + " continues it.";
        }
    },
    /** Ends the pause. */
    RESUME {
        @Override
        public String apply(State state, String account) {
            return OperatorRequests.resume(state, account)
                    ? "is resumed. A running bundle sweeps it within seconds."
                    : "was not paused.";
        }
    },
    /** Makes the next sweep publish every contact again. */
    REPUBLISH {
        @Override
        public String apply(State state, String account) {
            Continuity.republish(state, account);
            return "the next sweep publishes every contact again.";
        }
    },
    /** Approves the deletes that are held. */
    APPROVE_DELETES {
        @Override
        public String apply(State state, String account) {
            Optional<String> held = state.note(account, KnownList.HELD);
            if (held.isEmpty()) {
                throw new ConfigurationException("No deletes of " + account + " are held"
                        + (KnownList.changed(state, account).isPresent()
                                ? " yet: the next complete sweep of its list counts them."
                                : "."));
            }
            state.approveDeletes(account, Instant.now());
            return held.get()
                    + " deletes are approved; the next complete sweep publishes them, unless more contacts are"
                    + " gone by then.";
        }
    };

    /**
     * Does it, and returns a part of a sentence after the account's name.
     *
     * @throws ConfigurationException when it cannot be done now, with a sentence that says what to do
     */
    public abstract String apply(State state, String account);

    /** Returns the action with the name of its command, such as {@code approve-deletes}. */
    public static Optional<OperatorAction> named(String command) {
        return Stream.of(values())
                .filter(action -> action.command().equals(command))
                .findFirst();
    }

    /** Returns the name of its command. */
    public String command() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
