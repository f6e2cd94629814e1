package io.contactroutes.reload;

import io.contactroutes.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.Path;

/** Looks for changes of a bundle's files. It asks the file system again and again: not every one of them tells of changes by itself. */
final class FileWatch {

    private static final String UNREADABLE = "";

    private final Path home;
    private String seen;
    private String handled;

    FileWatch(Path home) {
        this.home = home;
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
            handled = BundleFiles.stamp(home);
            return BundleFiles.copy(home);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private ConfigurationException unreadable(IOException e) {
        return new ConfigurationException(
                "The files in " + home + " cannot be read (" + e.getClass().getSimpleName()
                        + "); let this process read application.properties, routes and schema.",
                e);
    }
}
