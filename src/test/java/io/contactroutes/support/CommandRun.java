package io.contactroutes.support;

import io.contactroutes.cli.ContactRoutes;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ContactRoutes.class.getName()));
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
