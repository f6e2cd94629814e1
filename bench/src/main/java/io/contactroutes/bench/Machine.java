package io.contactroutes.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where and with what was measured: nothing that names a host or a user. */
final class Machine {

    private static final Path CPUS = Path.of("/proc/cpuinfo");
    private static final Path BROKER = Path.of("kafka-local/target");
    private static final Path LIBRARIES = Path.of("target/contact-routes/lib");

    private Machine() {}

    static List<String> lines() throws IOException {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return List.of(
                LocalDate.now(ZoneOffset.UTC) + ", commit " + System.getProperty("bench.commit", "unknown"),
                String.format(
                        Locale.ROOT,
                        "%d cores (%s), %d GiB, %s %s, Java %s; load of the machine at the end: %.1f",
                        system.getAvailableProcessors(),
                        processor(),
                        Math.round(system.getTotalMemorySize() / (double) (1 << 30)),
                        system.getName(),
                        system.getVersion(),
                        Runtime.version(),
                        system.getSystemLoadAverage()),
                "bundle " + version("contact-routes-") + ", Camel " + version("camel-main-") + ", Kafka client "
                        + version("kafka-clients-") + ", " + broker());
    }

    private static String processor() throws IOException {
        if (!Files.isReadable(CPUS)) {
            return System.getProperty("os.arch");
        }
        try (Stream<String> lines = Files.lines(CPUS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 2))
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        }
    }

    private static String version(String library) throws IOException {
        try (Stream<Path> files = Files.list(LIBRARIES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(library))
                    .map(name -> name.substring(library.length(), name.length() - ".jar".length()))
                    .findFirst()
                    .orElse("unknown");
        }
    }

    private static String broker() throws IOException {
        try (Stream<Path> folders = Files.list(BROKER)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .filter(name -> name.startsWith("kafka-") && !name.endsWith(".jar"))
                    .map(name -> "broker " + name.substring("kafka-".length()))
                    .collect(Collectors.joining(", "));
        }
    }
}
