package io.contactroutes.cli;

import io.contactroutes.bundle.StateDatabase;
import io.contactroutes.config.Settings;
import io.contactroutes.lifecycle.OperatorAction;
import io.contactroutes.state.State;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that does something to accounts through the state, beside a running bundle or without one. */
abstract class StateCommand implements Callable<Integer> {

    @Mixin
    private BundleOptions options;

    @Spec
    private CommandSpec spec;

    private final OperatorAction action;

    StateCommand(OperatorAction action) {
        this.action = action;
    }

    /** Returns the name of the account; null for all. */
    abstract String account();

    @Override
    public final Integer call() {
        Settings settings = options.settings();
        try (State state = StateDatabase.openBeside(settings)) {
            for (String each : StoredAccount.named(state, settings, account())) {
                spec.commandLine().getOut().println(each + ": " + action.apply(state, each));
            }
            return 0;
        }
    }
}
