package io.contactroutes.support;

import io.contactroutes.cli.ContactRoutes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * A command that has run to its end in the bundle of a folder.
 *
 * @param out what it was asked for
 * @param err what it said beside that
 */
public record CommandRun(int exit, String out, String err) {

    private static final String HOME = "contact-routes.home";

    /** Runs it in this process. */
    public static CommandRun of(Path home, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                ContactRoutes.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        System.setProperty(HOME, home.toString());
        try {
            return new CommandRun(command.execute(arguments), out.toString(), err.toString());
        } finally {
            System.clearProperty(HOME);
        }
    }

    /** Starts it in a process of its own, from the class path of the tests; its output goes to {@code child.log}. */
    public static Process start(Path home, Map<String, String> environment, String... arguments) {
        return start(home, environment, List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"), arguments);
    }

    /** The same with the JVM's options of {@code bin/contact-routes}, and those that an operator adds to them. */
    public static Process startAsShipped(Path home, List<String> javaOpts, String... arguments) {
        List<String> options = new ArrayList<>(shippedOptions());
        options.addAll(javaOpts);
        return start(home, Map.of(), options, arguments);
    }

    private static List<String> shippedOptions() {
        try {
            String launcher = Files.readString(Path.of("src/dist/bin/contact-routes"));
            return Pattern.compile("(?<=\\s)--?[^\\s\"'\\\\]+")
                    .matcher(launcher.substring(launcher.indexOf("exec \"$java\"")))
                    .results()
                    .map(MatchResult::group)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process start(
            Path home, Map<String, String> environment, List<String> options, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ContactRoutes.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("child.log").toFile());
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
