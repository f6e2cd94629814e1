package io.contactroutes.deploy;

import io.contactroutes.config.Setting;
import io.contactroutes.config.Settings;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The environment variables that the bundle as it ships reads. */
final class DeployedSettings {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{env:([A-Za-z0-9_]+)");
    private static final Pattern COMPONENT = Pattern.compile("CAMEL_COMPONENT_(KAFKA|HTTP)_[A-Z_]+");

    private DeployedSettings() {}

    /** Returns those of some names that are no setting and in no value of {@code application.properties}. */
    static List<String> unknown(Collection<String> variables) {
        Properties shipped = shipped();
        Collection<String> known = Stream.of(
                        Arrays.stream(Setting.values()).map(Setting::key).map(Settings::variable),
                        shipped.stringPropertyNames().stream().map(Settings::variable),
                        PLACEHOLDER
                                .matcher(shipped.values().toString())
                                .results()
                                .map(found -> found.group(1)))
                .flatMap(names -> names)
                .collect(Collectors.toSet());
        return variables.stream()
                .filter(name ->
                        !known.contains(name) && !COMPONENT.matcher(name).matches())
                .toList();
    }

    /** Returns the variables that accounts have their secrets from, as {@code application.properties} ships. */
    static Set<String> ofAccounts() {
        Properties shipped = shipped();
        return shipped.stringPropertyNames().stream()
                .filter(key -> key.startsWith("camel.route-template["))
                .flatMap(key -> PLACEHOLDER.matcher(shipped.getProperty(key)).results())
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    /** Returns the settings of the shipped bundle with these variables. */
    static Settings with(Map<String, String> variables) {
        return Settings.load(Path.of(""), variables, Map.of());
    }

    /** Returns how long a stop may take, in seconds. */
    static int secondsToStop() {
        return Integer.parseInt(shipped().getProperty("camel.main.shutdown-timeout"));
    }

    static Properties shipped() {
        Properties shipped = new Properties();
        try (Reader file = Files.newBufferedReader(Path.of("application.properties"))) {
            shipped.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return shipped;
    }

    /** Returns the version of this release, or another property of the build. */
    static String inPom(String element) {
        try {
            return Pattern.compile("<" + element + ">([^<$]+)</" + element + ">")
                    .matcher(Files.readString(Path.of("pom.xml")))
                    .results()
                    .map(found -> found.group(1))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
