package io.contactroutes.reload;

import io.contactroutes.config.Settings;
import java.nio.file.Path;
import java.util.Map;

/** A reloader that looks for changes, in a thread of its own. */
final class RunningReloader implements AutoCloseable {

    private final Reloader reloader;
    private final Thread thread;

    RunningReloader(Reloader reloader) {
        this.reloader = reloader;
        this.thread = new Thread(() -> {
            try {
                reloader.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        thread.start();
    }

    /** Starts the bundle of a folder, with its settings alone. */
    static Reloader of(Path home) {
        return new Reloader(home, () -> Settings.load(home, Map.of(), Map.of()), started -> {});
    }

    Reloader reloader() {
        return reloader;
    }

    void awaitEnd() throws InterruptedException {
        thread.join();
    }

    @Override
    public void close() throws InterruptedException {
        reloader.close();
        awaitEnd();
    }
}
