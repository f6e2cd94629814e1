package io.contactroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.CommandRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An edit of a mapping, a provider's file or the schema that fails on a page is named, with its place. */
class EditedFilesTest {

    private static final String ACCOUNT = "99digital";
    private static final String PROVIDER = "routes/providers/chatwoot.camel.yaml";
    private static final String MAPPING = "routes/providers/chatwoot.jslt";

    @TempDir
    private Path home;

    private ProviderDouble provider;
    private BundleFolder bundle;

    @BeforeEach
    void serve() {
        provider = ProviderDouble.start(
                List.of(Served.of(ACCOUNT, "chatwoot")), Options.defaults().withContacts(40));
        bundle = BundleFolder.withoutAccounts(home);
        bundle.withAccount(ACCOUNT, "chatwoot", provider.parameters(ACCOUNT));
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void aSchemaThatRefusesEveryContactIsNotOnlyBlamedOnTheProvider() {
        bundle.replace(
                "schema/contact.schema.json", "\"required\": [\"schema\",", "\"required\": [\"invoice\", \"schema\",");

        CommandRun run = CommandRun.of(home, "check");

        assertThat(run.out())
                .isEqualTo("99digital: none of the 15 contacts of page 1 is valid, each for the same reason (lacks the"
                        + " property 'invoice'); the provider seems to have changed its API, unless"
                        + " routes/providers/chatwoot.jslt or schema/contact.schema.json was edited: correct the"
                        + " mapping.\n");
        assertThat(run.exit()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"preview 99digital", "check 99digital", "run --once"})
    void aPageEnvelopeThatFailsIsNamedWithItsLineAndThePage(String command) throws IOException {
        bundle.replace(PROVIDER, "\"contacts\": .payload", "\"contacts\": round(.payload)");

        CommandRun run = CommandRun.of(home, command.split(" "));

        assertThat(run.out() + run.err())
                .contains(PROVIDER + place(PROVIDER, "round(")
                        + ": the expression fails on page 1; correct it to fit the" + " provider's answer.")
                .contains("99digital: ")
                .hasLineCount(1);
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void previewPrintsWhatItHasReadBeforeThePageThatFails() throws IOException {
        bundle.replace(PROVIDER, "\"contacts\": .payload", "\"contacts\": if ($page > 1) error(\"x\") else .payload");

        CommandRun run = CommandRun.of(home, "preview", ACCOUNT, "--limit", "20");

        assertThat(run.out()).hasLineCount(15);
        assertThat(run.err().lines()).element(0).satisfies(line -> assertThat(line)
                .startsWith("99digital: of the first 15 contacts 15 would be created"));
        assertThat(run.err().lines())
                .element(1)
                .isEqualTo("99digital: " + PROVIDER + place(PROVIDER, "error(")
                        + ": the expression fails on page 2; correct it to fit the provider's answer.");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void theBodyOfARequestThatFailsIsNamedToo() throws IOException {
        String botpenguin = "routes/providers/botpenguin.camel.yaml";
        try (ProviderDouble other = ProviderDouble.start(
                List.of(Served.of("eleapi", "botpenguin")), Options.defaults().withContacts(5))) {
            bundle.withAccount("eleapi", "botpenguin", other.parameters("eleapi"));
            bundle.replace(botpenguin, "\"page\": $page,", "\"page\": round(\"x\"),");

            CommandRun run = CommandRun.of(home, "check", "eleapi");

            assertThat(run.out())
                    .isEqualTo("eleapi: " + botpenguin + place(botpenguin, "round(")
                            + ": the expression fails on page 1; correct it to fit the provider's answer.\n");
        }
    }

    @Test
    void aMappingThatFailsOnEveryContactIsNamedWithItsLineAndThePage() throws IOException {
        bundle.replace(MAPPING, "{\"full\": text(.name)}", "{\"full\": number(.name)}");

        CommandRun run = CommandRun.of(home, "preview", ACCOUNT);

        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("99digital: none of the 15 contacts of page 1 is valid, each for the same reason (cannot be"
                        + " mapped (" + home.resolve(MAPPING) + place(MAPPING, "number(")
                        + ": The expression fails on this input.));")
                .hasLineCount(1);
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void previewSaysWhyContactsWouldBeDeadLetters() throws IOException {
        bundle.replace(MAPPING, "{\"full\": text(.name)}", "{\"full\": if (.id > 2) text(.name) else number(.name)}");

        CommandRun run = CommandRun.of(home, "preview", ACCOUNT, "--limit", "5");

        String reason = " would be a dead letter: cannot be mapped (" + home.resolve(MAPPING)
                + place(MAPPING, "number(") + ": The expression fails on this input.)";
        assertThat(run.err().lines())
                .startsWith("99digital:1, contact 1 of page 1," + reason, "99digital:2, contact 2 of page 1," + reason)
                .hasSize(3);
        assertThat(run.out()).hasLineCount(5);
        assertThat(run.exit()).as("a mapping that fails is no success").isEqualTo(1);
        assertThat(CommandRun.of(home, "check").out())
                .isEqualTo(
                        "99digital: works, page 1 has 15 contacts, but 2 of them would be dead letters; contact-routes"
                                + " preview 99digital says why.\n");
    }

    @Test
    void anExpressionThatIsNoJsltIsNamedWithItsLine() throws IOException {
        bundle.replace(PROVIDER, "\"contacts\": .payload", "\"contacts\": .payload[");

        CommandRun run = CommandRun.of(home, "run", "--once");

        assertThat(run.err())
                .startsWith("contact-routes: The provider chatwoot does not work for the account 99digital: " + PROVIDER
                        + ", line " + line(PROVIDER, ".payload[") + ", column ")
                .hasLineCount(1);
        assertThat(run.exit()).isEqualTo(1);
    }

    /** Returns the place of a text in a file, as messages write it. */
    private String place(String file, String text) throws IOException {
        int line = line(file, text);
        int column = Files.readAllLines(home.resolve(file)).get(line - 1).indexOf(text) + 1;
        return ", line " + line + ", column " + column;
    }

    private int line(String file, String text) throws IOException {
        List<String> lines = Files.readAllLines(home.resolve(file));
        return 1
                + lines.indexOf(lines.stream()
                        .filter(each -> each.contains(text))
                        .findFirst()
                        .orElseThrow());
    }
}
