package io.contactroutes.cli;

import io.contactroutes.bundle.Bundle;
import io.contactroutes.bundle.RunMode;
import io.contactroutes.bundle.StateDatabase;
import io.contactroutes.config.Account;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.config.Settings;
import io.contactroutes.lifecycle.SweepListener;
import io.contactroutes.state.State;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code retire}: publishes the tombstones of an account's contacts and removes its state. */
@Command(
        name = "retire",
        description =
                "Publishes the tombstones of all contacts of an account that is no longer configured, and removes its state."
                        + " Works while the bundle runs without the account.",
        mixinStandardHelpOptions = true)
final class RetireCommand implements Callable<Integer> {

    @Mixin
    private BundleOptions options;

    @Option(
            names = "--state-only",
            description = "Publishes nothing: the sink that has the contacts does not exist any more.")
    private boolean stateOnly;

    @Parameters(paramLabel = "account", description = "Name of the account.")
    private String account;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = options.settings();
        RunMode mode = RunMode.idle(RunMode.Memory.NONE);
        try (State state = StateDatabase.openBeside(settings)) {
            StoredAccount.named(state, settings, account);
            try (Bundle bundle = Bundle.start(settings, mode, SweepListener.NONE)) {
                refuseConfigured(bundle);
                long tombstones = retire(bundle, state);
                spec.commandLine()
                        .getOut()
                        .println(account + ": "
                                + (stateOnly
                                        ? "removed its state and published nothing."
                                        : "published " + tombstones + " tombstones and removed its state."));
            }
            return 0;
        }
    }

    private long retire(Bundle bundle, State state) {
        if (stateOnly) {
            state.retire(account);
            return 0;
        }
        return bundle.commands().retire(state, account);
    }

    /** Refuses an account that the next sweep would publish again. */
    private void refuseConfigured(Bundle bundle) {
        boolean configured =
                bundle.accounts().configured().stream().map(Account::name).anyMatch(account::equals);
        if (configured) {
            throw new ConfigurationException(
                    account + " is configured, and its next sweep would publish its contacts again."
                            + " Remove its block from application.properties and restart the bundle first.");
        }
    }
}
