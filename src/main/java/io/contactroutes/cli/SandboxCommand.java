package io.contactroutes.cli;

import io.contactroutes.bundle.Bundle;
import io.contactroutes.bundle.RunMode;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.config.Settings;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sandbox}: sweeps every account once against an embedded double of the providers. */
@Command(
        name = "sandbox",
        description =
                "Sweeps the accounts once against an embedded double of their providers: no credentials, no network.",
        mixinStandardHelpOptions = true)
final class SandboxCommand implements Callable<Integer> {

    @Mixin
    private BundleOptions options;

    @Option(
            names = "--contacts",
            defaultValue = "250",
            description = "Contacts of each account; ${DEFAULT-VALUE} if not given.")
    private int contacts;

    @Option(names = "--page-size", description = "Contacts a page, for all; each provider's own if not given.")
    private Integer pageSize;

    @Option(
            names = "--latency",
            description = "Milliseconds that each answer takes; 0 if not given, with --keep-running 400.")
    private Integer latency;

    @Option(
            names = "--keep-running",
            description =
                    "Sweeps every 20 seconds until it is stopped, while the lists change, and shows it on the status page.")
    private boolean keepRunning;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        Options size = size();
        SandboxSettings sandbox = SandboxSettings.of(options.settings(), options.given());
        List<Served> served = sandbox.served();
        if (served.isEmpty()) {
            throw new ConfigurationException(
                    "application.properties has no account of a provider that the sandbox has; add one of islash,"
                            + " botpenguin or chatwoot.");
        }
        try (ProviderDouble providers = ProviderDouble.start(served, size)) {
            Settings settings = sandbox.against(providers);
            if (keepRunning) {
                return RunningSandbox.run(providers, served, settings, options.given(), out);
            }
            ReceiptCollector progress = ReceiptCollector.onTerminal(settings).orElseGet(() -> new Progress(out));
            List<Receipt> receipts;
            try (Bundle bundle = Bundle.start(settings, RunMode.sandbox(), progress)) {
                receipts = progress.await(bundle.running());
            }
            SandboxSummary.print(out, receipts, settings);
            return progress.allComplete() ? 0 : 1;
        }
    }

    private Options size() {
        try {
            Options size = Options.defaults()
                    .withBrokenContacts()
                    .withContacts(contacts)
                    .withLatency(Duration.ofMillis(latency == null ? keepRunning ? 400 : 0 : latency));
            return pageSize == null ? size : size.withPageSize(pageSize);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--contacts and --latency start at 0, --page-size at 1.");
        }
    }
}
