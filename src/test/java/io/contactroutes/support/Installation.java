package io.contactroutes.support;

import io.contactroutes.cli.ContactRoutes;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** The distribution, unpacked: scripts, libraries, and all that {@link BundleFolder#shipped} holds. */
public final class Installation {

    private final Path home;

    private Installation(Path home) {
        this.home = home;
    }

    /** Puts it into a folder that is empty. */
    public static Installation in(Path home) {
        BundleFolder.shipped(home);
        Installation installation = new Installation(home);
        try {
            installation.copyScripts();
            installation.copyLibraries();
            return installation;
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException("cannot be installed in " + home, e);
        }
    }

    public Path home() {
        return home;
    }

    public Path launcher() {
        return home.resolve("bin/contact-routes");
    }

    /** Runs the launcher, or a link to it, to its end. */
    public CommandRun run(Map<String, String> environment, String... arguments) {
        return run(launcher(), environment, arguments);
    }

    /** Runs a script from a folder where it has nothing to look for. */
    public CommandRun run(Path script, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(new File(System.getProperty("java.io.tmpdir")));
        builder.environment().remove("JAVA_OPTS");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        return CommandRun.of(builder, Duration.ofMinutes(2));
    }

    /** The files of the installation that are not libraries. */
    public List<String> files() {
        try (Stream<Path> files = Files.walk(home)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> home.relativize(file).toString())
                    .filter(file -> !file.endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copyScripts() throws IOException {
        Path bin = Files.createDirectory(home.resolve("bin"));
        try (Stream<Path> scripts = Files.list(Path.of("src/dist/bin"))) {
            for (Path script : scripts.toList()) {
                Path copy = Files.copy(script, bin.resolve(script.getFileName()));
                if (!copy.toFile().setExecutable(true)) {
                    throw new IOException(copy + " cannot be made executable");
                }
            }
        }
    }

    /** The jars of the tests' class path, in which those of the bundle are, and the bundle's own. */
    private void copyLibraries() throws IOException, URISyntaxException {
        Path lib = Files.createDirectory(home.resolve("lib"));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path jar = Path.of(entry);
            if (entry.endsWith(".jar")) {
                Files.copy(jar, lib.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path classes = Path.of(ContactRoutes.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(lib.resolve("contact-routes.jar")));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
                Files.copy(file, jar);
            }
        }
    }
}
