package io.contactroutes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.SinkFiles;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The log of a process: text, lines of JSON, or what a Log4j file of one's own makes of it. */
@Timeout(180)
class LogFormatTest {

    private static final String JSON = "contacts.log.format=json";

    @TempDir
    private Path home;

    private ProviderDouble provider;
    private BundleFolder bundle;

    @BeforeEach
    void serve() {
        provider = ProviderDouble.start(
                List.of(Served.of("99digital", "chatwoot"), Served.of("eleapi", "botpenguin")),
                Options.defaults().withContacts(40));
        bundle = BundleFolder.withoutAccounts(home)
                .withAccount("99digital", "chatwoot", provider.parameters("99digital"))
                .withAccount("eleapi", "botpenguin", provider.parameters("eleapi"));
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void everyLineIsJsonAndSaysWhatItIsAbout() {
        provider.script("eleapi", FaultScript.onPage(1, ResponseFaults.serverError()));
        bundle.replace(
                "routes/page.camel.yaml",
                "        - to:\n            uri: direct:dead-letter\n",
                "        - log:\n            message: a step of one's own\n"
                        + "        - to:\n            uri: direct:dead-letter\n");

        CommandRun run = run("run", "--once", "-p", JSON, "-p", "contacts.request.patience=10ms");

        assertThat(run.exit()).isEqualTo(1);
        List<JsonNode> receipts = parsed(run.out());
        assertThat(receipts)
                .extracting(receipt -> receipt.path("account").asText() + " "
                        + receipt.path("status").asText())
                .containsExactlyInAnyOrder("99digital complete", "eleapi deferred");
        List<JsonNode> lines = parsed(run.err());
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.path("time").asText()).endsWith("Z").satisfies(Instant::parse);
            assertThat(line.path("level").asText()).isIn("INFO", "WARN", "ERROR");
            assertThat(line.path("logger").asText()).isNotEmpty();
            assertThat(line.path("thread").asText()).isNotEmpty();
            assertThat(line.path("message").asText()).isNotEmpty();
        });
        assertThat(line(lines, "Setting contacts.request.patience is now").has("account"))
                .isFalse();
        for (JsonNode receipt : receipts) {
            String account = receipt.path("account").asText();
            isAbout(line(lines, account + ": sweep 1 begins"), receipt);
            JsonNode end = line(lines, account + ": " + receipt.path("status").asText());
            isAbout(end, receipt);
            assertThat(end.has("page")).isFalse();
        }
        JsonNode whole = receipts.stream()
                .filter(receipt -> receipt.path("account").asText().equals("99digital"))
                .findFirst()
                .orElseThrow();
        assertThat(lines)
                .filteredOn(line -> line.path("message").asText().equals("a step of one's own"))
                .filteredOn(line -> line.path("account").asText().equals("99digital"))
                .allSatisfy(line -> isAbout(line, whole))
                .extracting(line -> line.path("page").asText())
                .contains("1", "2");
        assertThat(run.out() + run.err()).doesNotContain(secretAndPersonal());
    }

    @Test
    void aStartThatIsRefusedIsALineOfJson() {
        bundle.replace("application.properties", "contacts.log.format = text", "contacts.log.format = json");

        CommandRun run = run("run", "--once", "-p", "contacts.snik=files");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(parsed(run.err())).singleElement().satisfies(line -> {
            assertThat(line.path("level").asText()).isEqualTo("ERROR");
            assertThat(line.path("message").asText())
                    .isEqualTo("There is no setting contacts.snik; did you mean contacts.sink?");
        });
    }

    @Test
    void anotherFormatIsRefused() {
        CommandRun run = CommandRun.of(home, "run", "--once", "-p", "contacts.log.format=xml");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("contact-routes: Setting contacts.log.format does not accept the value given: it accepts"
                        + " one of text, json.\n");
    }

    /** As the operations page has it: the shipped file, and what a file of one's own changes of it. */
    @Test
    void aLog4jFileOfOnesOwnChangesWhatShips() {
        bundle.write("log4j2-own.properties", """
                appender.console.type = Console
                appender.console.name = console
                appender.console.target = SYSTEM_ERR
                appender.console.layout.type = PatternLayout
                appender.console.layout.pattern = own %X{account} %m%n
                """);

        CommandRun run = CommandRun.shippedJvm(home)
                .options(List.of("-Dlog4j2.configurationFile=classpath:log4j2.properties,"
                        + home.resolve("log4j2-own.properties")))
                .run(List.of("run", "--once"));

        assertThat(run.exit()).isZero();
        assertThat(run.err().lines())
                .isNotEmpty()
                .allMatch(line -> line.startsWith("own "))
                .anyMatch(line -> line.startsWith("own eleapi eleapi: complete"));
    }

    private List<String> secretAndPersonal() {
        List<String> found = new ArrayList<>(provider.parameters("99digital").values());
        new SinkFiles(home.resolve("out")).contacts("99digital").values().forEach(contact -> {
            found.add(contact.path("name").path("full").asText());
            found.addAll(contact.findValuesAsText("address"));
            found.addAll(contact.findValuesAsText("number"));
        });
        found.removeIf(value -> value.startsWith("http") || value.length() < 4);
        assertThat(found).hasSizeGreaterThan(80);
        return found;
    }

    private CommandRun run(String... arguments) {
        return CommandRun.shippedJvm(home).run(List.of(arguments));
    }

    private static List<JsonNode> parsed(String output) {
        return new ArrayList<>(output.lines().map(SinkFiles::parsed).toList());
    }

    private static JsonNode line(List<JsonNode> lines, String begin) {
        return lines.stream()
                .filter(line -> line.path("message").asText().startsWith(begin))
                .findFirst()
                .orElseThrow(() -> new AssertionError(begin + " in " + lines));
    }

    private static void isAbout(JsonNode line, JsonNode receipt) {
        assertThat(line.path("account")).isEqualTo(receipt.path("account"));
        assertThat(line.path("sweep")).isEqualTo(receipt.path("sweep"));
    }
}
