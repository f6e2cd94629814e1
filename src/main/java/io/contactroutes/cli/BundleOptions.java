package io.contactroutes.cli;

import io.contactroutes.config.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What every command takes: settings in {@code key=value} form, which win over file and environment. */
final class BundleOptions {

    @Option(
            names = {"-p", "--property"},
            paramLabel = "key=value",
            description = "Sets a setting or an account's parameter, before file and environment. Can be repeated.")
    private final Map<String, String> properties = new LinkedHashMap<>();

    /** The settings in force. */
    Settings settings() {
        return Settings.load(home(), System.getenv(), properties);
    }

    /** What was set on the command line. */
    Map<String, String> given() {
        return properties;
    }

    /** The bundle's folder: {@code -Dcontact-routes.home}, else the working directory. */
    private static Path home() {
        return Path.of(System.getProperty("contact-routes.home", "")).toAbsolutePath();
    }
}
