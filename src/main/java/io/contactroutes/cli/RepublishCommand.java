package io.contactroutes.cli;

import io.contactroutes.bundle.StateDatabase;
import io.contactroutes.config.Settings;
import io.contactroutes.identity.Continuity;
import io.contactroutes.state.State;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code republish}: makes the next sweep publish every contact again. */
@Command(
        name = "republish",
        description = "Makes the next sweep publish every contact again. Works while the bundle runs.",
        mixinStandardHelpOptions = true)
final class RepublishCommand implements Callable<Integer> {

    @Mixin
    private BundleOptions options;

    @Parameters(paramLabel = "account", arity = "0..1", description = "Name of the account; all when none is given.")
    private String account;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = options.settings();
        try (State state = StateDatabase.openBeside(settings)) {
            for (String each : StoredAccount.named(state, settings, account)) {
                Continuity.republish(state, each);
                spec.commandLine().getOut().println(each + ": the next sweep publishes every contact again.");
            }
            return 0;
        }
    }
}
