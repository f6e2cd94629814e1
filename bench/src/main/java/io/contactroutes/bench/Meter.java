package io.contactroutes.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Measures this process between {@link #start} and {@link #stop}. */
final class Meter {

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final Path STATUS = Path.of("/proc/self/status");

    private long startNanos;
    private long startCpu;
    private volatile long nanos;
    private volatile long cpuNanos;

    void start() {
        startCpu = SYSTEM.getProcessCpuTime();
        startNanos = System.nanoTime();
    }

    void stop() {
        nanos = System.nanoTime() - startNanos;
        cpuNanos = SYSTEM.getProcessCpuTime() - startCpu;
    }

    Measurement measurement(long contacts, long records) throws IOException {
        return new Measurement(contacts, records, nanos, cpuNanos, peakKib());
    }

    private static long peakKib() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return 0;
        }
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
