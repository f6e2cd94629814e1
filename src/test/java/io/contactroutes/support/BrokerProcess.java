package io.contactroutes.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** The process of a {@link KafkaBroker}, tied to one port and one folder over all its lives. */
final class BrokerProcess {

    private static final Path JAR =
            Path.of(System.getProperty("kafka-local.jar", "kafka-local/target/kafka-local.jar"));
    private static final Path FOLDERS = Path.of("target/kafka");

    private final int port = LoopbackPort.free();
    private final Path folder;
    private final String settings;
    private Process process;

    /** @param settings what is added to the settings that every broker has, by its port; may be empty */
    BrokerProcess(IntFunction<String> settings) {
        this.settings = settings.apply(port);
        if (!Files.exists(JAR)) {
            throw new IllegalStateException("There is no broker: build it with 'mvn -q -f kafka-local package'");
        }
        try {
            folder = Files.createTempDirectory(Files.createDirectories(FOLDERS), "broker-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    void launch() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> jvm = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        ProcessBuilder builder = new ProcessBuilder(java);
        builder.command().addAll(jvm);
        builder.command().addAll(List.of("-jar", JAR.toString(), "--exit-with-parent"));
        builder.command().addAll(List.of("--port", Integer.toString(port), "--dir", folder.toString()));
        if (!settings.isEmpty()) {
            builder.command().addAll(List.of("--settings", write(folder.resolve("further.properties"), settings)));
        }
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log()));
        process = start(builder);
    }

    /** Whether the port is open yet, which comes before the broker is ready; fails if the process has ended. */
    boolean listens() {
        if (!process.isAlive()) {
            throw new IllegalStateException("The broker ended by itself: see " + log());
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    void terminate() {
        process.destroy();
        awaitEnd();
    }

    void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Sends a signal by name, such as {@code STOP}, with the shell's own kill, which is there wherever a shell is. */
    void signal(String name) {
        Process kill = start(new ProcessBuilder("sh", "-c", "kill -" + name + " " + process.pid()));
        if (kill.onExit().join().exitValue() != 0) {
            throw new IllegalStateException("The broker could not be sent SIG" + name);
        }
    }

    List<Path> segments(String partition) {
        try (Stream<Path> files = Files.list(folder.resolve("data").resolve(partition))) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void removeData() {
        Path data = folder.resolve("data");
        if (Files.exists(data)) {
            try (Stream<Path> files = Files.walk(data)) {
                files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void awaitEnd() {
        process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }

    private File log() {
        return folder.resolve("broker.log").toFile();
    }

    private static String write(Path file, String text) {
        try {
            return Files.writeString(file, text).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
