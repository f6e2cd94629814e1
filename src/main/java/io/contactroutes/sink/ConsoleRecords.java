package io.contactroutes.sink;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.apache.camel.Body;

/** Prints contacts to a terminal, a JSON text a line. Bean {@code console}. */
public final class ConsoleRecords {

    private final PrintStream out = System.out;
    private int left;

    /** @param limit so many are printed; empty for all */
    public ConsoleRecords(OptionalInt limit) {
        this.left = limit.orElse(Integer.MAX_VALUE);
    }

    public synchronized void print(@Body List<SinkRecord> records) {
        for (SinkRecord sinkRecord : records) {
            if (sinkRecord.stream() == Stream.CONTACTS && sinkRecord.value() != null && left > 0) {
                left--;
                out.println(new String(sinkRecord.value(), StandardCharsets.UTF_8));
            }
        }
    }
}
