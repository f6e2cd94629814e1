package io.contactroutes.cli;

import io.contactroutes.bundle.Bundle;
import io.contactroutes.bundle.RunMode;
import io.contactroutes.config.LogFormat;
import io.contactroutes.config.Settings;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.receipt.ReceiptJson;
import io.contactroutes.reload.Reloader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code run}: sweeps every configured account until it is stopped, or once. */
@Command(
        name = "run",
        description = "Sweeps every configured account, until it is stopped.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

    @Mixin
    private BundleOptions options;

    @Option(
            names = "--once",
            description = "Sweeps each account once; exits with 0 when all are complete, else with 1.")
    private boolean once;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        return once ? runOnce() : runUntilStopped();
    }

    private int runOnce() throws InterruptedException {
        Settings settings = options.settings();
        ReceiptCollector ends = ReceiptCollector.onTerminal(settings).orElseGet(ReceiptCollector::new);
        try (Bundle bundle = Bundle.start(settings, RunMode.oneSweep(), ends)) {
            StopSignal.runs(bundle::close);
            SkippedAccount.require(bundle);
            for (Receipt receipt : ends.await(bundle.running())) {
                spec.commandLine()
                        .getOut()
                        .println(LogFormat.isJson() ? ReceiptJson.write(receipt, true) : receipt.line());
            }
            return ends.allComplete() ? 0 : 1;
        }
    }

    private int runUntilStopped() throws InterruptedException {
        options.chooseLogFormat();
        try (Reloader bundle = new Reloader(options.home(), options::settingsAsTheyAreNow, SkippedAccount::require)) {
            StopSignal.runs(bundle::close);
            bundle.run();
        }
        return 0;
    }
}
