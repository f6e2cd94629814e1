package io.contactroutes.bench;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** The processes of the benchmark: broker, page server, and one for each contender. All end with it. */
final class Stage implements AutoCloseable {

    static final String CLASS_PATH = String.join(
            File.pathSeparator, "bench/target/bench.jar", "bench/target/lib/*", "target/contact-routes/lib/*");
    /** Those of the distribution's bin/contact-routes. */
    static final List<String> JVM = List.of("-Xmx512m", "-Xms32m", "-XX:+UseSerialGC");

    /** More options for the bundle's JVM alone, such as those of a profiler. */
    private static final String OPTIONS = "BENCH_BUNDLE_OPTS";

    private static final String BROKER = "kafka-local/target/kafka-local.jar";

    private final Path folder;
    private final List<Child> children = new ArrayList<>();
    private final Map<PageList, String> urls = new HashMap<>();
    private final Map<String, Child> contenders = new LinkedHashMap<>();
    private String brokers;

    Stage(Path folder) {
        this.folder = folder;
    }

    void open(List<PageList> lists, List<String> names) throws IOException, InterruptedException {
        startBroker();
        if (!lists.isEmpty()) {
            Child pages = start(
                    "pages",
                    PageServer.class,
                    lists.stream().map(PageList::toString).toList());
            for (PageList list : lists) {
                urls.put(list, pages.hear());
            }
        }
        for (String name : names) {
            Child contender = start(name, ContenderProcess.class, List.of(name));
            contender.hear();
            contenders.put(name, contender);
        }
        while (!Topic.isReady(brokers)) {
            Thread.sleep(200);
        }
    }

    String brokers() {
        return brokers;
    }

    /** Processor time of the broker since its start. */
    double brokerCpuSeconds() {
        return ProcessFigures.cpuSeconds(children.get(0).pid());
    }

    String url(PageList list) {
        return urls.get(list);
    }

    Child contender(String name) {
        return contenders.get(name);
    }

    @Override
    public void close() {
        for (int i = children.size() - 1; i >= 0; i--) {
            children.get(i).close();
        }
    }

    private void startBroker() throws IOException {
        int port = freePort();
        brokers = "127.0.0.1:" + port;
        children.add(Child.start(
                "broker",
                folder.resolve("broker.log"),
                List.of(
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-jar",
                        BROKER,
                        "--exit-with-parent",
                        "--port",
                        String.valueOf(port),
                        "--dir",
                        folder.resolve("broker").toString())));
    }

    private Child start(String name, Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(JVM);
        if (name.equals("bundle") && System.getenv(OPTIONS) != null) {
            command.addAll(List.of(System.getenv(OPTIONS).split(" ")));
        }
        command.addAll(List.of("-cp", CLASS_PATH, main.getName()));
        command.addAll(arguments);
        Child child = Child.start(name, Files.createDirectories(folder).resolve(name + ".log"), command);
        children.add(child);
        return child;
    }

    /** Below the ports that systems give to clients; the next one is the controller's. */
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 15_000) * 2;
            if (isFree(port) && isFree(port + 1)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
