package io.contactroutes.cli;

import io.contactroutes.bundle.StateDatabase;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.state.State;
import io.contactroutes.state.StateException;
import io.contactroutes.sweep.Deletes;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code approve-deletes}: an operator's word that the deletes that are held may go. */
@Command(
        name = "approve-deletes",
        description =
                "Lets the held deletes of an account go with its next complete sweep; works while the bundle runs.",
        mixinStandardHelpOptions = true)
final class ApproveDeletesCommand implements Callable<Integer> {

    @Mixin
    private BundleOptions options;

    @Parameters(paramLabel = "account", description = "Alias of the account.")
    private String account;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (State state = StateDatabase.openBeside(options.settings())) {
            Optional<String> held = state.note(account, Deletes.HELD);
            if (held.isEmpty()) {
                throw new ConfigurationException("No deletes of " + account + " are held.");
            }
            state.approveDeletes(account, Instant.now());
            spec.commandLine()
                    .getOut()
                    .println(
                            account + ": " + held.get() + " deletes are approved; they go with the next complete sweep,"
                                    + " unless more are gone by then.");
            return 0;
        } catch (StateException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
    }
}
