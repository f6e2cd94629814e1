package io.contactroutes.cli;

import io.contactroutes.bundle.Bundle;
import io.contactroutes.bundle.RunMode;
import io.contactroutes.config.Account;
import io.contactroutes.config.Setting;
import io.contactroutes.config.Settings;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.state.SweepStatus;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code check}: signs in, reads one page and reports in a sentence what is wrong; writes nothing. */
@Command(
        name = "check",
        description = "Signs in to each account, reads one page and reports what is wrong; writes nothing.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Mixin
    private BundleOptions options;

    @Parameters(paramLabel = "account", arity = "0..*", description = "Names of the accounts; all when none is given.")
    private List<String> accountNames = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Set<String> wanted = new LinkedHashSet<>(accountNames);
        Settings settings = options.settings().with(Map.of(Setting.SINK.key(), "none"));
        if (!options.given().containsKey(Setting.REQUEST_RETRY_TIMEOUT.key())) {
            settings = settings.with(Map.of(Setting.REQUEST_RETRY_TIMEOUT.key(), "5s"));
        }
        ReceiptCollector ends = new ReceiptCollector();
        try (Bundle bundle = Bundle.start(settings, RunMode.firstPage(wanted), ends)) {
            wanted.forEach(bundle.accounts()::get);
            boolean well = true;
            for (Account account : bundle.accounts().all()) {
                if (!account.isConfigured() && (wanted.isEmpty() || wanted.contains(account.name()))) {
                    out.println(bundle.settings().whySkipped(account));
                    well &= wanted.isEmpty();
                }
            }
            if (wanted.isEmpty()) {
                SkippedAccount.requireOne(bundle);
            }
            for (Receipt receipt : ends.await(bundle.running())) {
                out.println(sentence(receipt));
                well &= works(receipt);
            }
            return well && !bundle.running().isEmpty() ? 0 : 1;
        }
    }

    private static boolean works(Receipt receipt) {
        boolean read = receipt.status() == SweepStatus.COMPLETE || receipt.status() == SweepStatus.INCOMPLETE;
        return read && receipt.deadLettered() == 0;
    }

    private static String sentence(Receipt receipt) {
        String accountName = receipt.account().name();
        if (receipt.status() != SweepStatus.COMPLETE && receipt.status() != SweepStatus.INCOMPLETE) {
            return receipt.message();
        }
        String page = accountName + ": works, page 1 has " + receipt.contacts() + " contacts";
        return receipt.deadLettered() == 0
                ? page + "."
                : page + ", but " + receipt.deadLettered() + " of them would be dead letters; contact-routes preview "
                        + accountName + " says why.";
    }
}
