package io.contactroutes.sink;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.apache.camel.Body;

/** Prints contacts to a terminal, one JSON text to a line. Bean {@code consoleRecords}. */
public final class ConsoleRecords {

    private final PrintStream out = System.out;
    private int left;

    /** @param limit the number of contacts to print; empty for all */
    public ConsoleRecords(OptionalInt limit) {
        this.left = limit.orElse(Integer.MAX_VALUE);
    }

    public synchronized void print(@Body Publication publication) {
        for (SinkRecord sinkRecord : publication.records()) {
            if (sinkRecord.stream() == Stream.CONTACTS && sinkRecord.value() != null && left > 0) {
                left--;
                out.println(new String(sinkRecord.value(), StandardCharsets.UTF_8));
            }
        }
    }
}
