package io.contactroutes.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.apache.camel.Body;

/**
 * Prints to a terminal what would be published: contacts, one JSON text to a line, or only what would become of which contact, and
 * to standard error why contacts would be dead letters. Bean {@code consoleRecords}.
 */
public final class ConsoleRecords {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final boolean plan;
    private int left;
    private int lettersLeft;

    /**
     * @param limit the number of contacts, and of reasons, to print; empty for all
     * @param plan whether only {@code created}, {@code updated} or {@code deleted} and the key are printed
     */
    public ConsoleRecords(OptionalInt limit, boolean plan) {
        this.plan = plan;
        this.left = limit.orElse(Integer.MAX_VALUE);
        this.lettersLeft = left;
    }

    public synchronized void print(@Body Publication publication) throws IOException {
        for (SinkRecord sinkRecord : publication.records()) {
            if (sinkRecord.stream() == Stream.CONTACTS && plan) {
                out.println(sinkRecord.type().replaceFirst("^contact[.]", "") + " " + sinkRecord.key());
            } else if (sinkRecord.stream() == Stream.CONTACTS && sinkRecord.value() != null && left > 0) {
                left--;
                out.println(new String(sinkRecord.value(), StandardCharsets.UTF_8));
            } else if (sinkRecord.stream() == Stream.DEAD_LETTERS && lettersLeft > 0) {
                lettersLeft--;
                err.println(reason(JSON.readTree(sinkRecord.value())));
            }
        }
    }

    private static String reason(JsonNode letter) {
        String contact = letter.has("uid")
                ? letter.path("uid").asText()
                : letter.path("account").asText();
        String pointer = letter.path("pointer").asText();
        return contact + ", contact " + (letter.path("index").asInt() + 1) + " of page "
                + letter.path("page").asInt()
                + ", would be a dead letter: " + letter.path("reason").asText()
                + (pointer.isEmpty() ? "" : " at " + pointer);
    }
}
