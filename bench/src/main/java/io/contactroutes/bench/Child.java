package io.contactroutes.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A Java process of the benchmark. Its standard input is a pipe from this process, at whose end it ends: so none is left
 * behind, even by {@code kill -9}.
 */
final class Child implements AutoCloseable {

    /** What lines begin with that are meant for the parent. */
    private static final String MARK = "@ ";

    private final String name;
    private final Process process;
    private final BufferedReader answers;
    private final PrintStream orders;

    private Child(String name, Process process) {
        this.name = name;
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /**
     * Starts a JVM, the one that this process runs on.
     *
     * @param log where its standard error goes
     * @param command options, class or jar, and arguments
     */
    static Child start(String name, Path log, List<String> command) throws IOException {
        List<String> whole = new ArrayList<>();
        whole.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole).redirectError(log.toFile());
        return new Child(name, builder.start());
    }

    /** Says a line to the parent of this process. */
    static void say(String line) {
        System.out.println(MARK + line);
    }

    /** Waits for the next line that is meant for us. */
    String hear() throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith(MARK)) {
                return line.substring(MARK.length());
            }
        }
        throw new IOException("The process of " + name + " has ended; see its log in bench/target");
    }

    /** Gives an order and waits for the answer. */
    Measurement sweep(Order order) throws IOException {
        orders.println(order.line());
        String answer = hear();
        if (answer.startsWith("failed")) {
            throw new IOException(name + " " + answer + "; see its log in bench/target");
        }
        return Measurement.parse(answer);
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
