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
import java.util.Locale;
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

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (limit < 1) {
            throw new ParameterException(spec.commandLine(), "--limit accepts a whole number from 1 on.");
        }
        Settings settings = options.settings().with(Map.of(Setting.SINK.key(), "console", Setting.EMIT.key(), "all"));
        ReceiptCollector ends = new ReceiptCollector();
        try (Bundle bundle = Bundle.start(settings, RunMode.preview(accountName, limit), ends)) {
            Account account = bundle.accounts().get(accountName);
            if (!account.isConfigured()) {
                throw new ConfigurationException(bundle.settings().whySkipped(account));
            }
            Receipt receipt = ends.await(List.of(account)).get(0);
            PrintWriter err = spec.commandLine().getErr();
            boolean read = receipt.status() == SweepStatus.COMPLETE || receipt.status() == SweepStatus.INCOMPLETE;
            if (read || receipt.contacts() > 0) {
                err.println(summary(account, receipt));
            }
            if (!read) {
                err.println(receipt.message());
            }
            return read && receipt.deadLettered() == 0 ? 0 : 1;
        }
    }

    private static String summary(Account account, Receipt receipt) {
        String changes = String.format(
                Locale.ROOT,
                "%s: of the first %d contacts %d would be created and %d updated, %d are unchanged and %d would be dead letters.",
                account.name(),
                receipt.contacts(),
                receipt.created(),
                receipt.updated(),
                receipt.unchanged(),
                receipt.deadLettered());
        if (receipt.declaredTotal().isEmpty() || receipt.contacts() == 0) {
            return changes + " The provider does not declare how long its list is.";
        }
        long total = receipt.declaredTotal().getAsLong();
        long perPage = Math.max(1, receipt.contacts() / receipt.pages());
        long requests = total / perPage + 1;
        long minutes = requests / account.count("requestsPerMinute");
        String pace = minutes == 0 ? "less than a minute" : "at least " + minutes + " minutes";
        return changes + " A whole sweep of " + total + " contacts takes about " + requests + " requests, which is "
                + pace + " at the rate limit of the host.";
    }
}
