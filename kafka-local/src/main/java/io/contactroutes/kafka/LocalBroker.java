package io.contactroutes.kafka;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * Starts one unchanged Kafka broker, which is its own controller, on the loopback interface. Its data stays in the given
 * folder: started there again on the same port, it goes on where it was. The controller listens on the port after the
 * broker's.
 */
public final class LocalBroker {

    private static final String USAGE =
            "Usage: java -jar kafka-local.jar --port PORT --dir DIR [--settings FILE] [--exit-with-parent]";

    private LocalBroker() {}

    /** Formats the folder on first use and runs the broker until a signal, or the parent's end, stops it. */
    public static void main(String[] args) throws IOException {
        List<String> options = List.of(args);
        int port;
        Path dir;
        String further;
        try {
            port = Integer.parseInt(value(options, "--port"));
            dir = Path.of(value(options, "--dir")).toAbsolutePath();
            further = options.contains("--settings") ? Files.readString(Path.of(value(options, "--settings"))) : "";
        } catch (IllegalArgumentException e) {
            System.err.println(USAGE);
            System.exit(2);
            return;
        }
        if (options.contains("--exit-with-parent")) {
            Thread watch = new Thread(LocalBroker::exitWithParent, "parent-watch");
            watch.setDaemon(true);
            watch.start();
        }
        Path settings = Files.createDirectories(dir).resolve("server.properties");
        Files.writeString(settings, settings(port, dir.resolve("data")) + further);
        if (!Files.exists(dir.resolve("data/meta.properties"))) {
            String[] format = {"format", "-t", Uuid.randomUuid().toString(), "-c", settings.toString()};
            StorageTool.execute(format, new PrintStream(OutputStream.nullOutputStream()));
        }
        Kafka.main(new String[] {settings.toString()});
    }

    private static String value(List<String> options, String name) {
        int at = options.indexOf(name);
        if (at < 0 || at + 1 == options.size()) {
            throw new IllegalArgumentException(name);
        }
        return options.get(at + 1);
    }

    /** Standard input is a pipe from the parent: it ends when the parent does, however that happens. */
    private static void exitWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever said on this pipe.
            }
        } catch (IOException e) {
            // A broken pipe says the same as a closed one.
        }
        Runtime.getRuntime().halt(1);
    }

    /** The settings of a broker that is alone, starts fast and forgets a killed predecessor after three seconds. */
    private static String settings(int port, Path data) {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=PLAINTEXT
                log.dirs=%3$s

                auto.create.topics.enable=false
                offsets.topic.num.partitions=1
                offsets.topic.replication.factor=1
                transaction.state.log.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                group.initial.rebalance.delay.ms=0

                broker.session.timeout.ms=3000
                broker.heartbeat.interval.ms=500
                num.network.threads=2
                num.io.threads=4
                background.threads=2
                log.cleaner.dedupe.buffer.size=2097152
                """.formatted(port, port + 1, data.toString().replace("\\", "\\\\"));
    }
}
