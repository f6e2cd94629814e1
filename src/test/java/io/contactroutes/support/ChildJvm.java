package io.contactroutes.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A JVM of its own on the class path of the tests: {@link #run} to its end, or {@link #start} to go on beside the test. */
public final class ChildJvm {

    private static final List<String> SMALL = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final String mainClass;
    private final List<String> shell = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private Path directory = Path.of("").toAbsolutePath();
    private Redirect output = Redirect.DISCARD;
    private Redirect errors = Redirect.DISCARD;
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

    /** Has a shell execute a line before it becomes the JVM. */
    public ChildJvm after(String line) {
        shell.addAll(List.of("bash", "-c", line + "; exec \"$@\"", "-"));
        return this;
    }

    /** Appends what a JVM that is started prints, errors included, to a file. */
    public ChildJvm log(Path file) {
        output = Redirect.appendTo(file.toFile());
        errors = output;
        return this;
    }

    /** Leaves what a JVM that is started prints to be read from the process; errors are dropped. */
    public ChildJvm piped() {
        output = Redirect.PIPE;
        return this;
    }

    /** How long {@link #run} waits; a minute if nothing else is set. */
    public ChildJvm within(Duration longest) {
        timeout = longest;
        return this;
    }

    public Process start(List<String> arguments) {
        try {
            return command(arguments)
                    .redirectOutput(output)
                    .redirectError(errors)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fails when it has not ended in time. */
    public CommandRun run(List<String> arguments) {
        return CommandRun.of(command(arguments), timeout);
    }

    private ProcessBuilder command(List<String> arguments) {
        List<String> command = new ArrayList<>(shell);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options.isEmpty() ? SMALL : options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().putAll(environment);
        return builder;
    }
}
