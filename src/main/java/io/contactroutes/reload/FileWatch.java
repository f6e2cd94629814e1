package io.contactroutes.reload;

import io.contactroutes.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;

/** Looks for changes of a bundle's files. It asks the file system again and again: not every one reports changes. */
final class FileWatch {

    private static final String UNREADABLE = "";

    private final Path home;
    private final Duration tryAgain;
    private String seen;
    private String handled;
    private long copiedNanos;
    private boolean isFinal;

    /** @param tryAgain after what time files that were refused are tried again: a broker may run then */
    FileWatch(Path home, Duration tryAgain) {
        this.home = home;
        this.tryAgain = tryAgain;
    }

    /**
     * Returns whether the files have changed since {@link #copy()}, and were left alone between this call and the one before.
     *
     * @throws ConfigurationException when they could not be read twice
     */
    boolean hasChanged() {
        String before = seen;
        try {
            seen = BundleFiles.stamp(home);
        } catch (IOException e) {
            seen = UNREADABLE;
            if (UNREADABLE.equals(before)) {
                throw unreadable(e);
            }
            return false;
        }
        return seen.equals(before) && !seen.equals(handled);
    }

    /** Returns a copy of the files as they are now. */
    BundleFiles copy() {
        try {
            copiedNanos = System.nanoTime();
            isFinal = false;
            handled = BundleFiles.stamp(home);
            return BundleFiles.copy(home);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** What was copied is not tried again before it changes: each try stops sweeps. */
    void giveUp() {
        isFinal = true;
    }

    /** Returns whether what was copied, and refused, is tried again. */
    boolean isTimeToTryAgain() {
        return !isFinal && System.nanoTime() - copiedNanos >= tryAgain.toNanos();
    }

    private ConfigurationException unreadable(IOException e) {
        String what = e instanceof FileSystemException failure ? failure.getFile() : "A file in " + home;
        return new ConfigurationException(
                what + " cannot be read (" + e.getClass().getSimpleName()
                        + "); let this process read application.properties, routes and schema.",
                e);
    }
}
