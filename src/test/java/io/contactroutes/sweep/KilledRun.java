package io.contactroutes.sweep;

import io.contactroutes.cli.ContactRoutes;
import io.contactroutes.support.ChildJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code contact-routes run --once} in a process of its own, to be killed. */
final class KilledRun implements AutoCloseable {

    private final Process process;

    /** Starts it with the settings of a rig. */
    KilledRun(SweepRig rig, Path log) {
        List<String> arguments = new ArrayList<>(List.of("run", "--once"));
        arguments.addAll(rig.arguments());
        process = ChildJvm.of(ContactRoutes.class)
                .options(List.of(
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Dcontact-routes.home=" + rig.home()))
                .log(log)
                .start(arguments);
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
