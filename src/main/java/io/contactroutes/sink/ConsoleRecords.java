package io.contactroutes.sink;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Predicate;
import org.apache.camel.Body;

/** Prints contacts to a terminal, a JSON text a line. Bean {@code console}. */
public final class ConsoleRecords {

    private final PrintStream out;
    private final Predicate<SinkRecord> wanted;

    /** @param wanted which records are printed */
    public ConsoleRecords(PrintStream out, Predicate<SinkRecord> wanted) {
        this.out = out;
        this.wanted = wanted;
    }

    public synchronized void print(@Body List<SinkRecord> records) {
        records.stream().filter(wanted).forEach(sinkRecord -> {
            if (sinkRecord.value() != null) {
                out.println(new String(sinkRecord.value(), StandardCharsets.UTF_8));
            }
        });
    }
}
