package io.contactroutes.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.camel.util.OrderedProperties;

/**
 * The settings in force: defaults, then {@code application.properties} of the bundle's folder, then the environment,
 * then the command line.
 *
 * <p>An environment variable is the key in capitals, in which {@code _} replaces every other character than letters and digits:
 * {@code CONTACTS_SINK}, {@code CAMEL_ROUTE_TEMPLATE_99DIGITAL_EVERY}.
 */
public final class Settings {

    private final Path home;
    private final Path files;
    private final Environment environment;
    private final Map<String, String> values;

    private Settings(Path home, Path files, Environment environment, Map<String, String> values) {
        this.home = home;
        this.files = files;
        this.environment = environment;
        this.values = values;
    }

    /**
     * Reads the settings of the bundle in a folder.
     *
     * @param home the bundle's folder; relative paths in settings are relative to it
     * @param overrides {@code key=value} from the command line; override all others
     * @throws ConfigurationException when the file or a {@code contacts.*} setting cannot be used
     */
    public static Settings load(Path home, Map<String, String> environment, Map<String, String> overrides) {
        return of(home, PropertiesFile.read(home.resolve("application.properties")), environment, overrides);
    }

    /**
     * Reads the settings of a bundle that another program hosts.
     *
     * @param home as in {@link #load}; a file {@code application.properties} in it is read if it exists
     * @param own what the program itself sets; overrides the file
     */
    public static Settings hosted(Path home, Map<String, String> own, Map<String, String> environment) {
        Path file = home.resolve("application.properties");
        Map<String, String> merged = new TreeMap<>(Files.exists(file) ? PropertiesFile.read(file) : Map.of());
        merged.putAll(own);
        return of(home, merged, environment, Map.of());
    }

    private static Settings of(
            Path home, Map<String, String> file, Map<String, String> environment, Map<String, String> overrides) {
        RenamedSettings renamed = new RenamedSettings();
        Environment variables = new Environment(renamed.inVariables(environment));
        Map<String, String> values = new TreeMap<>();
        for (Setting setting : Setting.values()) {
            values.put(setting.key(), setting.defaultValue());
        }
        values.putAll(renamed.inKeys(file));
        for (String key : Set.copyOf(values.keySet())) {
            String override = variables.override(key);
            if (override != null) {
                values.put(key, override);
            }
        }
        variables.addComponents(values);
        values.putAll(renamed.inKeys(overrides));
        values.replaceAll((key, value) -> key.startsWith("contacts.") ? variables.resolved(value) : value.strip());
        values.forEach(Settings::check);
        renamed.warn();
        Path folder = home.toAbsolutePath().normalize();
        return new Settings(folder, folder, variables, values);
    }

    /** Returns the environment variable that overrides a key. */
    public static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]+", "_").toUpperCase(Locale.ROOT);
    }

    /** Returns a copy of these settings in which some have other values. */
    public Settings with(Map<String, String> changes) {
        Map<String, String> merged = new TreeMap<>(values);
        merged.putAll(new RenamedSettings().inKeys(changes));
        merged.forEach(Settings::check);
        return new Settings(home, files, environment, merged);
    }

    /** Returns the same values under the names that settings have in this release. */
    public static Map<String, String> withCurrentNames(Map<String, String> given) {
        return new RenamedSettings().inKeys(given);
    }

    /** Returns a copy without the keys that begin with a prefix. */
    public Settings without(String prefix) {
        Map<String, String> kept = new TreeMap<>(values);
        kept.keySet().removeIf(key -> key.startsWith(prefix));
        return new Settings(home, files, environment, kept);
    }

    /** Returns the same settings with {@code routes} and {@code schema} of another folder. */
    public Settings withFiles(Path folder) {
        return new Settings(home, folder, environment, values);
    }

    /** Returns the folder of {@code routes} and {@code schema}, absolute: the bundle's, or a copy. */
    public Path files() {
        return files;
    }

    /** Returns the bundle's folder, absolute; relative paths are relative to it. */
    public Path home() {
        return home;
    }

    /** Returns the value of any key; null when neither the file nor the environment nor the command line has it. */
    public String value(String key) {
        return values.containsKey(key) ? values.get(key) : environment.override(key);
    }

    /** Returns a part of a sentence: where to set a key. */
    public String whereToSet(String key) {
        return Environment.referredToBy(String.valueOf(value(key)))
                .map(variable -> "set the environment variable " + variable)
                .orElseGet(() -> "set it in application.properties or by the environment variable " + variable(key));
    }

    /** Returns the sentence that says what an account that is skipped lacks, and where to set it. */
    public String whySkipped(Account account) {
        return account.name() + " is skipped, as it has no "
                + String.join(" and no ", account.missing()) + "; "
                + account.missing().stream()
                        .map(account::key)
                        .map(this::whereToSet)
                        .collect(Collectors.joining(" and "))
                + ".";
    }

    public String text(Setting setting) {
        return values.get(setting.key());
    }

    /** Returns a path; a relative one is relative to the bundle's folder. */
    public Path path(Setting setting) {
        return home.resolve(text(setting)).normalize();
    }

    public int count(Setting setting) {
        return Integer.parseInt(text(setting));
    }

    public Duration duration(Setting setting) {
        return Setting.duration(text(setting));
    }

    /** Returns a share from 0 to 1. */
    public double share(Setting setting) {
        return Setting.share(text(setting));
    }

    public int bytes(Setting setting) {
        return Setting.bytes(text(setting));
    }

    /** Returns the values of the keys that begin with a prefix, by the rest of the key. */
    public Map<String, String> below(String prefix) {
        Map<String, String> below = new LinkedHashMap<>();
        values.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                below.put(key.substring(prefix.length()), value);
            }
        });
        return below;
    }

    /** Returns all settings as Camel reads them. */
    public Properties properties() {
        Properties properties = new OrderedProperties();
        properties.putAll(values);
        return properties;
    }

    private static void check(String key, String value) {
        if (!key.startsWith("contacts.")) {
            return;
        }
        Setting setting = Setting.of(key)
                .orElseThrow(() -> new ConfigurationException(
                        "There is no setting " + key + "; " + Spelling.suggestion(key, Setting.keys())));
        setting.check(value);
    }
}
