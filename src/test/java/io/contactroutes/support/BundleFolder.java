package io.contactroutes.support;

import io.contactroutes.bundle.Bundle;
import io.contactroutes.bundle.RunMode;
import io.contactroutes.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A bundle in a folder of its own: the routes, mappings, schema and settings that ship, which a test may change at will,
 * and the accounts that it adds.
 */
public final class BundleFolder {

    private static final String ACCOUNT = "camel.route-template[";

    private final Path home;
    private final Map<String, String> overrides = new TreeMap<>();

    private BundleFolder(Path home) {
        this.home = home;
    }

    /** The bundle as it ships, with its five accounts, but without a port, of which there is one for all tests. */
    public static BundleFolder shipped(Path home) {
        BundleFolder bundle = new BundleFolder(home);
        bundle.copy(Path.of("routes"));
        bundle.copy(Path.of("schema"));
        bundle.copy(Path.of("application.properties"));
        bundle.replace("application.properties", "camel.management.enabled = true", "camel.management.enabled = false");
        return bundle;
    }

    /** The bundle as it ships, but for its accounts. */
    public static BundleFolder withoutAccounts(Path home) {
        BundleFolder bundle = shipped(home);
        bundle.edit(
                "application.properties",
                text -> text.lines().filter(line -> !line.startsWith(ACCOUNT)).toList());
        return bundle;
    }

    public Path home() {
        return home;
    }

    /** Sets a value as the command line does, for this folder's {@link #settings()} only. */
    public BundleFolder with(String key, String value) {
        overrides.put(key, value);
        return this;
    }

    /** Appends an account to {@code application.properties}; it may ask as often as it likes. */
    public BundleFolder withAccount(String accountName, String provider, Map<String, String> parameters) {
        Map<String, String> block = new LinkedHashMap<>();
        block.put("template-id", provider);
        block.put("route-id", accountName);
        block.put("requestsPerMinute", "100000000");
        block.putAll(parameters);
        block.forEach(
                (name, value) -> append("application.properties", ACCOUNT + accountName + "]." + name + " = " + value));
        return this;
    }

    /** The key of an account's parameter. */
    public static String key(String accountName, String parameter) {
        return ACCOUNT + accountName + "]." + parameter;
    }

    public void append(String file, String line) {
        edit(file, text -> Stream.concat(text.lines(), Stream.of(line)).toList());
    }

    public void replace(String file, String part, String by) {
        edit(file, text -> {
            if (!text.contains(part)) {
                throw new IllegalArgumentException(file + " does not hold " + part);
            }
            return text.replace(part, by).lines().toList();
        });
    }

    public void write(String file, String text) {
        edit(file, before -> text.lines().toList());
    }

    public Settings settings() {
        return Settings.load(home, Map.of(), overrides);
    }

    /** Sweeps every account once, to its end. */
    public Sweeps sweep() {
        return sweep(RunMode.oneSweep());
    }

    public Sweeps sweep(RunMode mode) {
        Sweeps sweeps = new Sweeps();
        try (Bundle bundle = Bundle.start(settings(), mode, sweeps)) {
            sweeps.await(bundle.running());
        }
        return sweeps;
    }

    /** The contacts of an account in the order in which they were published, a line each. */
    public List<String> contacts(String accountName) {
        return published("out/contacts/" + accountName);
    }

    public List<String> deadLetters(String accountName) {
        return published("out/dead-letters/" + accountName);
    }

    /** The receipts of all accounts, those of each in the order in which they were published. */
    public List<String> receipts() {
        return published("out/sweeps");
    }

    private List<String> published(String folder) {
        List<String> lines = new ArrayList<>();
        files(folder, ".ndjson").forEach(file -> lines.addAll(lines(file)));
        return lines;
    }

    /** The files in a folder and below it, by name; none when there is no such folder. */
    public List<Path> files(String folder, String ending) {
        Path root = home.resolve(folder);
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(
                            file -> Files.isRegularFile(file) && file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rewrites a file of the folder; one that is not there is empty. */
    public void edit(String file, Function<String, List<String>> change) {
        Path path = home.resolve(file);
        try {
            Files.createDirectories(path.getParent());
            Files.write(path, change.apply(Files.exists(path) ? Files.readString(path) : ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copy(Path source) {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = home.resolve(file.toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
