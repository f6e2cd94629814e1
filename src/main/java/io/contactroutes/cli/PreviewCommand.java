package io.contactroutes.cli;

import io.contactroutes.bundle.Bundle;
import io.contactroutes.bundle.RunMode;
import io.contactroutes.config.Account;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.config.Setting;
import io.contactroutes.config.Settings;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.state.SweepStatus;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code preview}: prints the first contacts of an account as they would be published; publishes and stores nothing. */
@Command(
        name = "preview",
        description =
                "Prints the first contacts of an account as they would be published; publishes and stores nothing.",
        mixinStandardHelpOptions = true)
final class PreviewCommand implements Callable<Integer> {

    @Mixin
    private BundleOptions options;

    @Parameters(paramLabel = "account", description = "Name of the account.")
    private String accountName;

    @Option(names = "--limit", defaultValue = "10", description = "Contacts to print; ${DEFAULT-VALUE} if not given.")
    private int limit;

    @Option(
            names = "--all",
            description = "Reads the whole list and prints which contacts would be created, updated and deleted.")
    private boolean all;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit accepts a whole number from 1 on.");
        }
        Map<String, String> changes = all
                ? Map.of(Setting.SINK.key(), "console", Setting.DELETES_AFTER_SWEEPS.key(), "1")
                : Map.of(Setting.SINK.key(), "console", Setting.EMIT.key(), "all");
        Settings own = options.settings();
        Settings settings = own.with(changes);
        RunMode mode = all ? RunMode.plan(accountName) : RunMode.preview(accountName, limit);
        ReceiptCollector ends = new ReceiptCollector();
        try (Bundle bundle = Bundle.start(settings, mode, ends)) {
            Account account = bundle.accounts().get(accountName);
            if (!account.isConfigured()) {
                throw new ConfigurationException(bundle.settings().whySkipped(account));
            }
            Receipt receipt = ends.await(List.of(account)).get(0);
            PrintWriter err = spec.commandLine().getErr();
            boolean read = receipt.status() == SweepStatus.COMPLETE || receipt.status() == SweepStatus.INCOMPLETE;
            if (read || receipt.contacts() > 0) {
                err.println(all ? SweepCost.ofPlan(own, account, receipt) : SweepCost.ofFirst(own, account, receipt));
            }
            if (!read) {
                err.println(receipt.message());
            }
            return read && receipt.deadLettered() == 0 ? 0 : 1;
        }
    }
}
