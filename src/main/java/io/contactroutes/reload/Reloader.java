package io.contactroutes.reload;

import io.contactroutes.bundle.Bundle;
import io.contactroutes.bundle.RunMode;
import io.contactroutes.config.Accounts;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.config.Setting;
import io.contactroutes.config.Settings;
import io.contactroutes.management.ConfigurationState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a bundle until it is stopped, and starts it again when its files have changed. They are checked beside the running bundle
 * first; as long as they cannot be used, it goes on with the former ones.
 */
public final class Reloader implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reloader.class);
    private static final long POLL_MILLIS = 500;
    private static final long START_AGAIN_MILLIS = 5_000;
    private static final String RELOADED = "the bundle's files have changed; the sweep continues with the new ones.";

    private final Path home;
    private final FileWatch watch;
    private final Supplier<Settings> reader;
    private final Consumer<Bundle> started;
    private final Turns turns = new Turns(Clock.systemUTC());
    private final ConfigurationState configuration = new ConfigurationState();
    private final HangUps hangUps = new HangUps();

    private volatile BundleFiles copied;
    private Version current;
    private Bundle bundle;
    private volatile boolean closed;

    private record Version(BundleFiles files, Settings settings) {
        static Version of(BundleFiles files, Supplier<Settings> reader) {
            return new Version(files, reader.get().withFiles(files.folder()));
        }
    }

    /**
     * Starts it.
     *
     * @param home the bundle's folder
     * @param reader reads the settings of the bundle in that folder
     * @param started is called after each start
     * @throws ConfigurationException when the bundle cannot start
     */
    public Reloader(Path home, Supplier<Settings> reader, Consumer<Bundle> started) {
        this(home, reader, started, Duration.ofSeconds(30));
    }

    Reloader(Path home, Supplier<Settings> reader, Consumer<Bundle> started, Duration tryAgain) {
        this.home = home;
        this.reader = reader;
        this.started = started;
        watch = new FileWatch(home, tryAgain);
        copied = watch.copy();
        try {
            current = Version.of(copied, reader);
            bundle = start(current, Map.of());
        } catch (ConfigurationException e) {
            copied.delete();
            throw new ConfigurationException(copied.sentence(e, home), e);
        }
    }

    /** Loads files that change, until the bundle is closed. */
    public void run() throws InterruptedException {
        while (!closed) {
            look(hangUps.await(POLL_MILLIS));
        }
    }

    /** Stops the bundle as {@link Bundle#close()} does. */
    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            notifyAll();
            bundle.close();
            current.files().delete();
        }
        copied.delete();
    }

    /** Loads the files when somebody asks for it, or when they have changed and were then left alone between two looks. */
    void look(boolean asked) throws InterruptedException {
        if (closed || !asked && current.settings().text(Setting.RELOAD).equals("off")) {
            return;
        }
        try {
            boolean again = configuration.isRefused() && watch.isTimeToTryAgain();
            if (watch.hasChanged() || again || asked) {
                load(watch.copy(), asked);
            }
        } catch (ConfigurationException e) {
            configuration.refused(e.getMessage());
        }
    }

    private void load(BundleFiles files, boolean asked) throws InterruptedException {
        copied = files;
        Set<String> changed = files.differences(current.files());
        if (changed.isEmpty() && !asked) {
            files.delete();
            configuration.unchanged();
            return;
        }
        try {
            Version next = Version.of(files, reader);
            Accounts accounts = Bundle.check(next.settings(), current.settings());
            if (accounts.configured().isEmpty()) {
                throw new ConfigurationException("No account is configured, so nothing would run.");
            }
            replace(next, accounts, changed);
        } catch (ConfigurationException e) {
            files.delete();
            if (!closed) {
                configuration.refused(files.sentence(e, home));
            }
        }
    }

    private synchronized void replace(Version next, Accounts accounts, Set<String> changed)
            throws InterruptedException {
        long begun = System.nanoTime();
        LOG.info(
                "Loading {}: sweeps stop at the end of their pages.",
                changed.isEmpty() ? "all files again" : String.join(", ", changed));
        Accounts before = bundle.accounts();
        turns.stopping(true);
        bundle.close(RELOADED);
        if (closed) {
            return;
        }
        Map<String, Duration> firstTicks = turns.untilDue(before, accounts, changed);
        turns.stopping(false);
        try {
            bundle = start(next, firstTicks);
        } catch (ConfigurationException e) {
            watch.giveUp();
            startAgain(firstTicks);
            throw e;
        }
        current.files().delete();
        current = next;
        configuration.loaded();
        LOG.info(
                "Loaded; sweeps went on after {} ms.",
                Duration.ofNanos(System.nanoTime() - begun).toMillis());
    }

    /** Starts the bundle with the former files, as soon as that is possible. */
    private void startAgain(Map<String, Duration> firstTicks) throws InterruptedException {
        while (!closed) {
            try {
                current.files().restore();
                bundle = start(current, firstTicks);
                return;
            } catch (ConfigurationException | IOException e) {
                LOG.error(
                        "Nothing runs, as the bundle does not start with its former files either: {}", e.getMessage());
                wait(START_AGAIN_MILLIS);
            }
        }
    }

    private Bundle start(Version version, Map<String, Duration> firstTicks) {
        Bundle starting = Bundle.start(version.settings(), RunMode.continuing(firstTicks), turns, configuration);
        try {
            started.accept(starting);
            return starting;
        } catch (ConfigurationException e) {
            starting.close();
            throw e;
        }
    }
}
