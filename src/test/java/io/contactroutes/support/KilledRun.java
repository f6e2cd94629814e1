package io.contactroutes.support;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code contact-routes run --once} in a process of its own, to be killed. */
public final class KilledRun implements AutoCloseable {

    private final Process process;

    /** Starts it with the settings of a rig. */
    public KilledRun(SweepRig rig, Path log) {
        List<String> arguments = new ArrayList<>(List.of("run", "--once"));
        arguments.addAll(rig.arguments());
        process = CommandRun.jvm(rig.home()).log(log).start(arguments);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Kills it without warning, unless it has ended by itself; returns which. */
    public boolean kill() {
        boolean alive = process.isAlive();
        process.toHandle().destroyForcibly();
        awaitEnd();
        return alive && process.exitValue() == 137;
    }

    /** Its exit code, when it ends by itself. */
    public int awaitEnd() {
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
