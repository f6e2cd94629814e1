package io.contactroutes.cli;

import io.contactroutes.bundle.Bundle;
import io.contactroutes.bundle.Replay;
import io.contactroutes.bundle.RunMode;
import io.contactroutes.config.Account;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.lifecycle.SweepListener;
import io.contactroutes.sweep.SweepStopException;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code replay}: maps dead letters again. */
@Command(
        name = "replay",
        description = "Maps dead letters again and publishes the contacts that are valid now, once.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    @Mixin
    private BundleOptions options;

    @Parameters(paramLabel = "account", arity = "0..1", description = "Name of the account; all when none is given.")
    private String accountName;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        RunMode mode = RunMode.idle(RunMode.Memory.KEPT);
        try (Bundle bundle = Bundle.start(options.settings(), mode, SweepListener.NONE)) {
            Collection<Account> accounts = accountName == null
                    ? bundle.accounts().all()
                    : List.of(bundle.accounts().get(accountName));
            PrintWriter out = spec.commandLine().getOut();
            boolean silent = true;
            for (Account account : accounts) {
                Replay.Outcome outcome = bundle.commands().replay(account);
                if (accountName != null || outcome.published() + outcome.rejected() > 0) {
                    out.println(account.name() + ": " + outcome.published() + " published, " + outcome.rejected()
                            + " still rejected.");
                    silent = false;
                }
            }
            if (silent) {
                out.println("Nothing to replay: no contact of any account is set aside.");
            }
            return 0;
        } catch (SweepStopException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
    }
}
