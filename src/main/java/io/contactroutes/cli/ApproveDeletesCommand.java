package io.contactroutes.cli;

import io.contactroutes.bundle.StateDatabase;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.config.Settings;
import io.contactroutes.identity.KnownList;
import io.contactroutes.state.State;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code approve-deletes}: approves the deletes of an account that are held. */
@Command(
        name = "approve-deletes",
        description =
                "Approves the held deletes of an account: its next complete sweep publishes them. Works while the bundle runs.",
        mixinStandardHelpOptions = true)
final class ApproveDeletesCommand implements Callable<Integer> {

    @Mixin
    private BundleOptions options;

    @Parameters(paramLabel = "account", description = "Name of the account.")
    private String account;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = options.settings();
        try (State state = StateDatabase.openBeside(settings)) {
            StoredAccount.named(state, settings, account);
            Optional<String> held = state.note(account, KnownList.HELD);
            if (held.isEmpty()) {
                throw new ConfigurationException("No deletes of " + account + " are held"
                        + (KnownList.changed(state, account).isPresent()
                                ? " yet: the next complete sweep of its list counts them."
                                : "."));
            }
            state.approveDeletes(account, Instant.now());
            spec.commandLine()
                    .getOut()
                    .println(account + ": " + held.get()
                            + " deletes are approved; the next complete sweep publishes them,"
                            + " unless more contacts are gone by then.");
            return 0;
        }
    }
}
