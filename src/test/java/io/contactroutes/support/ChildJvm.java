package io.contactroutes.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A JVM of its own on the class path of the tests. */
public final class ChildJvm {

    private static final List<String> SMALL = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final String mainClass;
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private Path directory = Path.of("").toAbsolutePath();
    private ProcessBuilder.Redirect output = ProcessBuilder.Redirect.DISCARD;
    private Duration timeout = Duration.ofMinutes(1);

    private ChildJvm(String mainClass) {
        this.mainClass = mainClass;
    }

    /** A JVM that runs the main method of a class, with a small heap unless it gets other options. */
    public static ChildJvm of(Class<?> mainClass) {
        return new ChildJvm(mainClass.getName());
    }

    public ChildJvm options(List<String> more) {
        options.addAll(more);
        return this;
    }

    public ChildJvm environment(Map<String, String> variables) {
        environment.putAll(variables);
        return this;
    }

    public ChildJvm in(Path folder) {
        directory = folder;
        return this;
    }

    /** Appends what it prints, errors included, to a file. */
    public ChildJvm log(Path file) {
        output = ProcessBuilder.Redirect.appendTo(file.toFile());
        return this;
    }

    /** How long {@link #run} waits; a minute if nothing else is set. */
    public ChildJvm within(Duration longest) {
        timeout = longest;
        return this;
    }

    public Process start(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options.isEmpty() ? SMALL : options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output);
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its exit code; fails when it has not ended in time. */
    public int run(List<String> arguments) {
        Process process = start(arguments);
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(mainClass + " has not ended after " + timeout);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
