package io.contactroutes.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** What Linux says of a process. */
final class ProcessFigures {

    private static final double TICKS_PER_SECOND = 100;

    private ProcessFigures() {}

    static long threads(long pid) {
        return status(pid, "Threads:");
    }

    static double residentMib(long pid) {
        return status(pid, "VmRSS:") / 1024.0;
    }

    /** Processor time since its start, of all threads; 0 when it has ended. */
    static double cpuSeconds(long pid) {
        String stat = text(Path.of("/proc", String.valueOf(pid), "stat"));
        if (stat.isEmpty()) {
            return 0;
        }
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** That of a process and of those that it has started, which have not ended. */
    static double cpuSecondsWithChildren(long pid) {
        List<Long> children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .map(ProcessHandle::pid)
                .toList();
        return cpuSeconds(pid)
                + children.stream().mapToDouble(ProcessFigures::cpuSeconds).sum();
    }

    private static long status(long pid, String key) {
        return text(Path.of("/proc", String.valueOf(pid), "status"))
                .lines()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
