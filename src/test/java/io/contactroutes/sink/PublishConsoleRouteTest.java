package io.contactroutes.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

/** {@code publish-console} prints contacts and nothing else. */
class PublishConsoleRouteTest extends PublishRouteContract {

    private final PrintStream before = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Override
    protected String sink() {
        return "console";
    }

    /** A bean that prints to standard output as it is when a test begins. */
    @Override
    protected Map<String, Object> beans(CamelContext context) {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            return Map.of("consoleRecords", new ConsoleRecords(OptionalInt.of(3), false));
        } finally {
            System.setOut(before);
        }
    }

    @Test
    void printsContactsUpToTheLimit() {
        publish(Publication.of(List.of(contact("a", "1"), tombstone("a", "2"), receipt("a"), contact("a", "3"))));
        publish(Publication.of(List.of(contact("a", "4"), contact("a", "5"))));

        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("{\"uid\":\"a:1\"}", "{\"uid\":\"a:3\"}", "{\"uid\":\"a:4\"}");
    }
}
