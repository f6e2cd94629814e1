package io.contactroutes.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.contactroutes.cli.ContactRoutes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * A command that has run to its end.
 *
 * @param out what it was asked for
 * @param err what it said beside that
 */
public record CommandRun(int exit, String out, String err) {

    private static final String HOME = "contact-routes.home";

    /**
     * Runs a command of {@code contact-routes} in this process, in the bundle of a folder. The test expects in the log what the
     * command prints.
     */
    public static CommandRun of(Path home, String... arguments) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, UTF_8);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(said, true, UTF_8);
        PrintStream outBefore = System.out;
        PrintStream errBefore = System.err;
        System.setOut(out);
        System.setErr(err);
        System.setProperty(HOME, home.toString());
        try {
            CommandLine command = ContactRoutes.commandLine()
                    .setOut(new PrintWriter(out, true, UTF_8))
                    .setErr(new PrintWriter(err, true, UTF_8));
            CommandRun run = new CommandRun(command.execute(arguments), printed.toString(UTF_8), said.toString(UTF_8));
            run.lines().forEach(LogGuard::permitLine);
            return run;
        } finally {
            System.clearProperty(HOME);
            System.setOut(outBefore);
            System.setErr(errBefore);
        }
    }

    /** Runs another program; fails when it has not ended in time. */
    public static CommandRun of(ProcessBuilder program, Duration longest) {
        try {
            Path out = Files.createTempFile("run", ".out");
            Path err = Files.createTempFile("run", ".err");
            try {
                int exit = exit(program.redirectOutput(out.toFile()).redirectError(err.toFile()), longest);
                return new CommandRun(exit, Files.readString(out, UTF_8), Files.readString(err, UTF_8));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int exit(ProcessBuilder program, Duration longest) throws IOException {
        Process process = program.start();
        try {
            if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError(program.command() + " has not ended after " + longest);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Both outputs, a line each. */
    public List<String> lines() {
        return (out + err).lines().toList();
    }

    /** The JVM that runs {@code contact-routes} in the bundle of a folder. */
    public static ChildJvm jvm(Path home) {
        return ChildJvm.of(ContactRoutes.class).in(home);
    }

    /** The same with the JVM's options of {@code bin/contact-routes}. */
    public static ChildJvm shippedJvm(Path home) {
        try {
            String launcher = Files.readString(Path.of("src/dist/bin/contact-routes"));
            return jvm(home)
                    .options(Pattern.compile("(?<=[\\s=])--?[^\\s\"'\\\\]+")
                            .matcher(launcher.substring(launcher.indexOf("heap=-")))
                            .results()
                            .map(MatchResult::group)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
