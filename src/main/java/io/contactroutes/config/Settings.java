package io.contactroutes.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.util.OrderedProperties;

/**
 * The settings in force: defaults, then {@code application.properties} of the bundle's folder, then the environment,
 * then the command line.
 *
 * <p>Environment variables are the key in capitals with every other character than a letter or digit as {@code _}:
 * {@code CONTACTS_SINK}, {@code CAMEL_ROUTE_TEMPLATE_99DIGITAL_EVERY}.
 */
public final class Settings {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\{env:([A-Za-z0-9_]+)(?::([^}]*))?}}");
    private static final Pattern COMPONENT = Pattern.compile("CAMEL_COMPONENT_(KAFKA|HTTP)_([A-Z0-9_]+)");

    private final Path home;
    private final Map<String, String> environment;
    private final Map<String, String> values;

    private Settings(Path home, Map<String, String> environment, Map<String, String> values) {
        this.home = home;
        this.environment = environment;
        this.values = values;
    }

    /**
     * Reads the settings of the bundle in a folder.
     *
     * @param home the bundle's folder; relative paths in settings are relative to it
     * @param environment the environment variables
     * @param overrides {@code key=value} from the command line; wins over all else
     * @throws ConfigurationException when the file cannot be read, sets a key twice, or a {@code contacts.*} setting is
     *     unknown or has a value that it does not take
     */
    public static Settings load(Path home, Map<String, String> environment, Map<String, String> overrides) {
        Map<String, String> values = new TreeMap<>();
        for (Setting setting : Setting.values()) {
            values.put(setting.key(), setting.defaultValue());
        }
        values.putAll(PropertiesFile.read(home.resolve("application.properties")));
        for (String key : Set.copyOf(values.keySet())) {
            String override = environment.get(variable(key));
            if (override != null) {
                values.put(key, override);
            }
        }
        environment.forEach((name, value) -> component(name).ifPresent(key -> values.putIfAbsent(key, value)));
        values.putAll(overrides);
        values.replaceAll((key, value) -> key.startsWith("contacts.") ? resolved(value, environment) : value.strip());
        values.forEach(Settings::check);
        return new Settings(home.toAbsolutePath().normalize(), environment, values);
    }

    /** A setting of one of Camel's components that the file does not have, such as its security for Kafka. */
    private static Optional<String> component(String variable) {
        Matcher name = COMPONENT.matcher(variable);
        return name.matches()
                ? Optional.of("camel.component." + name.group(1).toLowerCase(Locale.ROOT) + "."
                        + name.group(2).toLowerCase(Locale.ROOT).replace('_', '-'))
                : Optional.empty();
    }

    /** The value with {@code {{env:NAME}}} and {@code {{env:NAME:default}}} replaced, as Camel does it elsewhere. */
    private static String resolved(String value, Map<String, String> environment) {
        return VARIABLE.matcher(value)
                .replaceAll(variable -> Matcher.quoteReplacement(environment.getOrDefault(
                        variable.group(1),
                        Optional.ofNullable(variable.group(2)).orElse(""))))
                .strip();
    }

    /** The environment variable that overrides a key. */
    public static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]+", "_").toUpperCase(Locale.ROOT);
    }

    /** A copy of these settings in which some have other values. */
    public Settings with(Map<String, String> changes) {
        Map<String, String> merged = new TreeMap<>(values);
        merged.putAll(changes);
        merged.forEach(Settings::check);
        return new Settings(home, environment, merged);
    }

    /** A copy without the keys that begin with a prefix. */
    public Settings without(String prefix) {
        Map<String, String> kept = new TreeMap<>(values);
        kept.keySet().removeIf(key -> key.startsWith(prefix));
        return new Settings(home, environment, kept);
    }

    /** The bundle's folder, absolute. */
    public Path home() {
        return home;
    }

    /** The value of any key; null when neither the file nor the environment nor the command line has it. */
    public String value(String key) {
        return values.containsKey(key) ? values.get(key) : environment.get(variable(key));
    }

    /** Half a sentence: where to set a key. */
    public String whereToSet(String key) {
        Matcher variable = VARIABLE.matcher(String.valueOf(value(key)));
        return variable.find()
                ? "set the environment variable " + variable.group(1)
                : "set it in application.properties or by the environment variable " + variable(key);
    }

    public String text(Setting setting) {
        return values.get(setting.key());
    }

    /** A relative path is taken from the bundle's folder. */
    public Path path(Setting setting) {
        return home.resolve(text(setting)).normalize();
    }

    public int count(Setting setting) {
        return Integer.parseInt(text(setting));
    }

    public Duration duration(Setting setting) {
        return Setting.duration(text(setting));
    }

    /** A share from 0 to 1. */
    public double share(Setting setting) {
        return Setting.share(text(setting));
    }

    public int bytes(Setting setting) {
        return Setting.bytes(text(setting));
    }

    /** The values of the keys that begin with a prefix, without the prefix. */
    public Map<String, String> below(String prefix) {
        return values.entrySet().stream()
                .filter(e -> e.getKey().startsWith(prefix))
                .collect(Collectors.toMap(
                        e -> e.getKey().substring(prefix.length()),
                        Map.Entry::getValue,
                        (a, b) -> b,
                        LinkedHashMap::new));
    }

    /** All of them, as Camel takes them. */
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
                .orElseThrow(() -> new ConfigurationException("There is no setting " + key + "; "
                        + Spelling.suggestion(
                                key,
                                Arrays.stream(Setting.values())
                                        .map(Setting::key)
                                        .toList())));
        setting.check(value);
    }
}
