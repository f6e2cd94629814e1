package io.contactroutes.cli;

import io.contactroutes.config.LogFormat;
import io.contactroutes.config.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options of every command: settings as {@code key=value}, which override file and environment. */
final class BundleOptions {

    @Option(
            names = {"-p", "--property"},
            paramLabel = "key=value",
            description = "Sets a setting or an account's parameter; overrides file and environment. Can be repeated.")
    private final Map<String, String> properties = new LinkedHashMap<>();

    /** Returns the settings that apply; the log has their format from then on. */
    Settings settings() {
        chooseLogFormat();
        return settingsAsTheyAreNow();
    }

    void chooseLogFormat() {
        LogFormat.choose(home(), System.getenv(), properties);
    }

    /** Returns the settings that apply, which may be refused; the log keeps its format. */
    Settings settingsAsTheyAreNow() {
        return Settings.load(home(), System.getenv(), properties);
    }

    /** Returns what was set on the command line. */
    Map<String, String> given() {
        return Settings.withCurrentNames(properties);
    }

    /** Returns the bundle's folder: {@code -Dcontact-routes.home}, else the working directory. */
    static Path home() {
        return Path.of(System.getProperty("contact-routes.home", "")).toAbsolutePath();
    }
}
