package io.contactroutes.nodes;

import static io.contactroutes.support.Eventually.await;

import io.contactroutes.support.CommandRun;
import io.contactroutes.support.TcpGate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code contact-routes run} in a process of its own, again and again; it reaches database and broker through gates of its own. */
final class RunningProcess implements AutoCloseable {

    private static final int TAIL = 25;

    private final String name;
    private final Path home;
    private final Path log;
    private final TcpGate database;
    private final TcpGate broker;
    private final List<String> arguments;
    private final List<Life> lives = new ArrayList<>();

    /** From a start to its end. The double sees it as its user agent, the database by the process id. */
    static final class Life {

        private final String agent;
        private final Process process;

        private Life(String agent, Process process) {
            this.agent = agent;
            this.process = process;
        }

        String agent() {
            return agent;
        }

        long pid() {
            return process.pid();
        }

        /** Whether a holder's id is one of this process. */
        boolean isCalled(String holder) {
            return holder.contains("/" + pid() + "-");
        }

        boolean isAlive() {
            return process.isAlive();
        }
    }

    RunningProcess(String name, Path home, Path log, TcpGate database, TcpGate broker, List<String> arguments) {
        this.name = name;
        this.home = home;
        this.log = log;
        this.database = database;
        this.broker = broker;
        this.arguments = arguments;
    }

    String name() {
        return name;
    }

    TcpGate database() {
        return database;
    }

    TcpGate broker() {
        return broker;
    }

    Life start() {
        String agent = name + "-" + (lives.size() + 1);
        List<String> all = Stream.concat(
                        Stream.of("run", "-p", "camel.component.http.user-agent=" + agent), arguments.stream())
                .toList();
        Life life = new Life(agent, CommandRun.jvm(home).log(log).start(all));
        synchronized (lives) {
            lives.add(life);
        }
        return life;
    }

    Life life() {
        synchronized (lives) {
            return lives.get(lives.size() - 1);
        }
    }

    List<Life> lives() {
        synchronized (lives) {
            return List.copyOf(lives);
        }
    }

    void kill() {
        life().process.destroyForcibly();
        await("the end of " + name, () -> !life().isAlive());
    }

    /** Ends it in good order. */
    void terminate() {
        life().process.destroy();
        await("the end of " + name, () -> !life().isAlive());
    }

    /** Freezes it until something has happened. */
    void freeze(Runnable until) {
        Life frozen = life();
        signal(frozen, "STOP");
        try {
            until.run();
        } finally {
            signal(frozen, "CONT");
        }
    }

    private static void signal(Life life, String name) {
        try {
            Process kill = new ProcessBuilder("sh", "-c", "kill -" + name + " " + life.pid()).start();
            if (kill.onExit().join().exitValue() != 0) {
                throw new IllegalStateException(life.agent + " could not be sent SIG" + name);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that it has printed. */
    List<String> log() {
        try {
            return Files.exists(log) ? Files.readAllLines(log) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last lines that it has printed. */
    String tail() {
        List<String> lines = log();
        return lines.subList(Math.max(0, lines.size() - TAIL), lines.size()).stream()
                .collect(Collectors.joining("\n  ", "--- " + log + "\n  ", "\n"));
    }

    @Override
    public void close() {
        if (!lives.isEmpty()) {
            lives.forEach(life -> life.process.destroyForcibly());
            await("the end of " + name, () -> lives.stream().noneMatch(Life::isAlive));
        }
        database.close();
        broker.close();
    }
}
