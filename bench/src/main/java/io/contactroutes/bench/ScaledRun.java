package io.contactroutes.bench;

import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Processes of the distribution that sweep so many accounts of a hundred contacts each, every minute. */
final class ScaledRun implements AutoCloseable {

    static final Duration EVERY = Duration.ofMinutes(1);
    private static final int CONTACTS = 100;
    private static final Path DISTRIBUTION = Path.of("target/contact-routes");

    private final ProviderDouble provider;
    private final List<Child> processes = new ArrayList<>();

    /**
     * Starts them.
     *
     * @param state as {@code contacts.state.url}
     */
    ScaledRun(Path folder, int accounts, int count, String state, String brokers, String topic) throws IOException {
        List<String> names =
                IntStream.rangeClosed(1, accounts).mapToObj(n -> "account-" + n).toList();
        provider = ProviderDouble.start(
                names.stream().map(name -> Served.of(name, "chatwoot")).toList(),
                Options.defaults().withContacts(CONTACTS).keepingPages());
        Path home = home(folder, names);
        for (int n = 1; n <= count; n++) {
            List<String> command = new ArrayList<>(Stage.JVM);
            command.addAll(List.of("-Dcontact-routes.home=" + home, "-cp", Stage.CLASS_PATH));
            command.addAll(List.of(ScaledProcess.class.getName(), "run"));
            command.addAll(List.of("-p", "contacts.state.url=" + state, "-p", "contacts.sink=kafka"));
            command.addAll(List.of("-p", "contacts.kafka.topic=" + topic));
            command.addAll(List.of("-p", "camel.component.kafka.brokers=" + brokers));
            command.addAll(List.of("-p", "camel.management.enabled=false", "-p", "contacts.reload=off"));
            processes.add(Child.start("process " + n, folder.resolve("process-" + n + ".log"), command));
        }
    }

    /** The distribution's routes and settings with these accounts and no others. */
    private Path home(Path folder, List<String> names) throws IOException {
        Path home = Files.createDirectories(folder.resolve("home")).toAbsolutePath();
        for (String part : List.of("routes", "schema")) {
            Files.createSymbolicLink(
                    home.resolve(part), DISTRIBUTION.resolve(part).toAbsolutePath());
        }
        List<String> lines = new ArrayList<>();
        try (Stream<String> shipped = Files.lines(DISTRIBUTION.resolve("application.properties"))) {
            shipped.filter(line -> !line.startsWith("camel.route-template[")).forEach(lines::add);
        }
        for (String name : names) {
            String key = "camel.route-template[" + name + "].";
            provider.parameters(name).forEach((parameter, value) -> lines.add(key + parameter + " = " + value));
            lines.add(key + "template-id = chatwoot");
            lines.add(key + "route-id = " + name);
            lines.add(key + "requestsPerMinute = 100000000");
            lines.add(key + "every = " + EVERY.toSeconds() + "s");
        }
        Files.write(home.resolve("application.properties"), lines);
        return home;
    }

    List<Long> pids() {
        return processes.stream().map(Child::pid).toList();
    }

    boolean isAlive() {
        return processes.stream().allMatch(Child::isAlive);
    }

    long requests() {
        return provider.requests().count();
    }

    @Override
    public void close() {
        processes.forEach(Child::close);
        provider.close();
    }
}
