package io.contactroutes.cli;

import io.contactroutes.bundle.StateDatabase;
import io.contactroutes.config.Settings;
import io.contactroutes.state.State;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that stores something for accounts in the state, beside a running bundle or without one. */
abstract class StateCommand implements Callable<Integer> {

    @Mixin
    private BundleOptions options;

    @Spec
    private CommandSpec spec;

    /** Returns the name of the account; null for all. */
    abstract String account();

    /** Stores it for one account, and returns a part of a sentence that says so. */
    abstract String store(State state, String account);

    @Override
    public final Integer call() {
        Settings settings = options.settings();
        try (State state = StateDatabase.openBeside(settings)) {
            for (String each : StoredAccount.named(state, settings, account())) {
                spec.commandLine().getOut().println(each + ": " + store(state, each));
            }
            return 0;
        }
    }
}
