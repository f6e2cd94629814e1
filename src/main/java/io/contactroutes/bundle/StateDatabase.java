package io.contactroutes.bundle;

import io.contactroutes.config.Setting;
import io.contactroutes.config.Settings;
import io.contactroutes.database.JdbcState;
import io.contactroutes.page.PublishedContacts;
import io.contactroutes.state.State;
import io.contactroutes.state.StateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens the state database that the settings name. */
public final class StateDatabase {

    private static final String SQLITE = "jdbc:sqlite:";

    private StateDatabase() {}

    /** Returns how the state is used: a run that publishes nothing stores nothing, since it would count as published. */
    static RunMode.Memory memory(Settings settings, RunMode mode) {
        boolean storesInVain = mode.memory() == RunMode.Memory.KEPT && !Sinks.publishes(settings);
        return storesInVain ? RunMode.Memory.READ_ONLY : mode.memory();
    }

    /** Returns the state that a run reads and writes. */
    static State of(Settings settings, RunMode mode, RunMode.Memory memory) {
        return switch (memory) {
            case KEPT -> open(settings);
            case COPIED -> StateCopy.of(settings, mode);
            case READ_ONLY, NONE -> JdbcState.open("jdbc:sqlite::memory:");
        };
    }

    /**
     * Returns what was published before.
     *
     * @param state the state that the run reads and writes
     */
    static PublishedContacts published(Settings settings, RunMode.Memory memory, State state) {
        return memory == RunMode.Memory.READ_ONLY && exists(settings)
                ? PublishedContacts.of(openBeside(settings))
                : PublishedContacts.in(state);
    }

    /** Opens it for sweeps; a SQLite file then belongs to this process, a PostgreSQL database may be shared. */
    static State open(Settings settings) {
        return JdbcState.open(
                url(settings),
                secret(settings, Setting.STATE_USER),
                secret(settings, Setting.STATE_PASSWORD),
                settings.duration(Setting.NODES_TAKEOVER));
    }

    /** Opens it for a moment, unless a running bundle has opened it in the same way. */
    static void tryOut(Settings settings, Settings running) {
        if (isSame(settings, running)) {
            return;
        }
        try {
            open(settings).close();
        } catch (StateException e) {
            if (!withoutOptions(url(settings)).equals(withoutOptions(url(running)))) {
                throw e;
            }
            openBeside(settings).close(); // The lock may be that of the running bundle.
        }
    }

    /** Returns whether both name the same database and sign in to it in the same way. */
    private static boolean isSame(Settings one, Settings other) {
        return place(one).equals(place(other))
                && one.text(Setting.STATE_USER).equals(other.text(Setting.STATE_USER))
                && one.text(Setting.STATE_PASSWORD).equals(other.text(Setting.STATE_PASSWORD));
    }

    /** Returns the URL, that of a SQLite file without links: to open a locked file again would lose its lock. */
    private static String place(Settings settings) {
        String url = url(settings);
        if (!exists(settings) || !url.startsWith(SQLITE)) {
            return url;
        }
        try {
            return SQLITE + Path.of(url.substring(SQLITE.length())).toRealPath();
        } catch (IOException e) {
            throw new StateException("The state database " + url + " (contacts.state.url) cannot be read.", e);
        }
    }

    private static String withoutOptions(String url) {
        return url.replaceFirst("[?].*", "");
    }

    /** Returns whether it exists; a PostgreSQL database is assumed to. */
    public static boolean exists(Settings settings) {
        String url = url(settings);
        return !url.startsWith(SQLITE) || Files.exists(Path.of(url.substring(SQLITE.length())));
    }

    /** Opens it beside a process that may be sweeping, for an operator's command. */
    public static State openBeside(Settings settings) {
        return JdbcState.openBeside(
                url(settings), secret(settings, Setting.STATE_USER), secret(settings, Setting.STATE_PASSWORD));
    }

    /** Returns the URL; a relative file is relative to the bundle's folder. */
    private static String url(Settings settings) {
        String url = settings.text(Setting.STATE_URL);
        String file = url.startsWith(SQLITE) ? url.substring(SQLITE.length()) : ":";
        boolean isPath = !file.isEmpty() && !file.startsWith(":") && !file.startsWith("file:");
        return isPath ? SQLITE + settings.home().resolve(file).normalize() : url;
    }

    private static String secret(Settings settings, Setting setting) {
        String value = settings.text(setting);
        return value.isEmpty() ? null : value;
    }
}
