package io.contactroutes.sweep;

import io.contactroutes.cli.ContactRoutes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code contact-routes run --once} in a process of its own, to be killed. */
final class KilledRun implements AutoCloseable {

    private final Process process;

    /** @param arguments of the command line, behind {@code run --once} */
    KilledRun(List<String> arguments, Path log) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                ContactRoutes.class.getName(),
                "run",
                "--once"));
        command.addAll(arguments);
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Kills it without warning, unless it has ended by itself; says which. */
    boolean kill() {
        boolean alive = process.isAlive();
        process.toHandle().destroyForcibly();
        awaitEnd();
        return alive && process.exitValue() == 137;
    }

    /** Its exit code, when it ends by itself. */
    int awaitEnd() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                throw new AssertionError("contact-routes does not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
