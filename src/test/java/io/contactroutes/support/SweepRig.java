package io.contactroutes.support;

import io.contactroutes.bundle.Bundle;
import io.contactroutes.bundle.RunMode;
import io.contactroutes.bundle.StateDatabase;
import io.contactroutes.config.Account;
import io.contactroutes.config.Settings;
import io.contactroutes.lifecycle.SweepListener;
import io.contactroutes.lifecycle.Tick;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.receipt.ReceiptJson;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.state.State;
import io.contactroutes.sweep.Sweep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;

/**
 * The real routes against a double, with sink and state in a folder of their own. It starts when it is first asked to
 * sweep; from then on a test ticks in the place of the timers, each of whose ticks it does in full. It closes the double.
 */
public final class SweepRig implements AutoCloseable {

    private final Path folder;
    private final ProviderDouble provider;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final List<Receipt> ended = new ArrayList<>();
    private int seen;
    private SweepListener listener = SweepListener.NONE;
    private Path home = Path.of("");
    private Path out;
    private Bundle bundle;

    public SweepRig(Path folder, ProviderDouble provider, Served... accounts) {
        this.folder = folder;
        this.provider = provider;
        set("contacts.sink", "files");
        set("camel.management.enabled", "false");
        useFolder(folder.resolve("out"));
        set("contacts.state.url", "jdbc:sqlite:" + folder.resolve("state/contacts.db"));
        set("contacts.request.retry-timeout", "1ms");
        serve(provider, accounts);
    }

    /** Adds accounts that a double serves. */
    public SweepRig serve(ProviderDouble other, Served... accounts) {
        for (Served served : accounts) {
            set(served.name(), "template-id", served.provider());
            set(served.name(), "route-id", served.name());
            other.parameters(served.name()).forEach((name, value) -> set(served.name(), name, value));
            set(served.name(), "requestsPerMinute", "600000");
            set(served.name(), "parallelPages", "1");
            set(served.name(), "firstTick", "1000d");
        }
        return this;
    }

    public SweepRig set(String key, String value) {
        settings.put(key, value);
        return this;
    }

    public SweepRig set(String accountName, String parameter, Object value) {
        return set("camel.route-template[" + accountName + "]." + parameter, value.toString());
    }

    /** Removes an account from the settings, from the next start on. */
    public SweepRig without(String accountName) {
        settings.keySet().removeIf(key -> key.startsWith("camel.route-template[" + accountName + "]"));
        return this;
    }

    /** Publishes to another folder, from the next start on. */
    public SweepRig useFolder(Path directory) {
        out = directory;
        return set("contacts.files.directory", directory.toString());
    }

    /** Takes routes and schemas from another folder than the project's. */
    public SweepRig home(Path other) {
        home = other;
        return this;
    }

    /** Is notified of all sweeps, too. */
    public SweepRig listener(SweepListener other) {
        listener = other;
        return this;
    }

    public Settings settings() {
        return Settings.load(home.toAbsolutePath(), Map.of(), Map.of())
                .without("camel.route-template[")
                .with(settings);
    }

    /** The folder that routes and schemas are taken from. */
    public Path home() {
        return home.toAbsolutePath();
    }

    /** The settings as arguments of the command line; the first tick is at once. */
    public List<String> arguments() {
        return settings.entrySet().stream()
                .filter(entry -> !entry.getKey().endsWith("].firstTick"))
                .flatMap(entry -> Stream.of("-p", entry.getKey() + "=" + entry.getValue()))
                .toList();
    }

    /** The settings one after the other; the first tick is at once. */
    public List<String> keysAndValues() {
        return settings.entrySet().stream()
                .filter(entry -> !entry.getKey().endsWith("].firstTick"))
                .flatMap(entry -> Stream.of(entry.getKey(), entry.getValue()))
                .toList();
    }

    public Bundle start(RunMode mode) {
        bundle = Bundle.start(settings(), mode, new SweepListener() {
            @Override
            public void began(Sweep sweep) {
                listener.began(sweep);
            }

            @Override
            public void committed(Sweep sweep, int page) {
                listener.committed(sweep, page);
            }

            @Override
            public void ended(Receipt receipt) {
                listener.ended(receipt);
                remember(receipt);
            }
        });
        return bundle;
    }

    /**
     * One tick of an account, to its end: the receipts of its sweep, and of its second look if it had one. The test expects
     * their lines in the log.
     */
    public List<Receipt> tick(String accountName) {
        if (bundle == null) {
            start(RunMode.untilStopped());
        }
        synchronized (ended) {
            ended.clear();
            seen = 0;
        }
        Consumer timer = bundle.context().getRoute("sweep." + accountName).getConsumer();
        try {
            Exchange tick = timer.createExchange(true);
            Tick.REQUESTED.mark(tick);
            timer.getProcessor().process(tick);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return receipts();
    }

    /** A tick without a second look. */
    public Receipt sweep(String accountName) {
        List<Receipt> receipts = tick(accountName);
        if (receipts.size() != 1) {
            throw new AssertionError("More than one sweep: " + receipts);
        }
        return receipts.get(0);
    }

    /** The receipts since the last tick began; the test expects their lines in the log. */
    public List<Receipt> receipts() {
        synchronized (ended) {
            LogGuard.permit(ended.subList(seen, ended.size()));
            seen = ended.size();
            return List.copyOf(ended);
        }
    }

    public SinkFiles files() {
        return new SinkFiles(out);
    }

    /** The state as an operator's command sees it beside the running bundle. */
    public State state() {
        return StateDatabase.openBeside(settings());
    }

    public Account account(String accountName) {
        return bundle.accounts().get(accountName);
    }

    public ProviderLists truth(String accountName) {
        return new ProviderLists(provider, account(accountName));
    }

    public Bundle bundle() {
        return bundle;
    }

    public void stop() {
        if (bundle != null) {
            bundle.close();
            bundle = null;
        }
    }

    @Override
    public void close() {
        try {
            stop();
            files().receipts();
        } finally {
            provider.close();
        }
    }

    private void remember(Receipt receipt) {
        if (receipt.sweep() != null) {
            ReceiptSchema.check(SinkFiles.parsed(ReceiptJson.write(receipt, true)));
        }
        synchronized (ended) {
            ended.add(receipt);
        }
    }
}
