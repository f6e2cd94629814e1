package io.contactroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.LogCapture;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An account in which something required is empty is skipped with a sentence, and the other accounts are swept. */
class SkippedAccountTest {

    private static final String NO_URL =
            "islash is skipped, as it has no url; set it in application.properties or by the"
                    + " environment variable CAMEL_ROUTE_TEMPLATE_ISLASH_URL.";
    private static final String NOTHING_RUNS = "contact-routes: No account is configured, so nothing runs.";

    @TempDir
    private Path home;

    private ProviderDouble provider;
    private BundleFolder bundle;

    @BeforeEach
    void serveTwoAccountsOneOfThemWithoutItsAddress() {
        provider = ProviderDouble.start(
                List.of(Served.of("99digital", "chatwoot"), Served.of("islash", "islash")),
                Options.defaults().withContacts(5));
        bundle = BundleFolder.withoutAccounts(home)
                .withAccount("99digital", "chatwoot", provider.parameters("99digital"))
                .withAccount("islash", "islash", Map.of("url", "", "token", "planted", "session", "planted"));
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void runSweepsTheOthers() {
        try (LogCapture log = LogCapture.open()) {
            CommandRun run = CommandRun.of(home, "run", "--once");

            assertThat(run.out()).startsWith("99digital: complete").hasLineCount(1);
            assertThat(run.exit()).isZero();
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("islash"))
                    .singleElement()
                    .satisfies(line -> assertThat(line).endsWith(NO_URL));
        }
    }

    @Test
    void checkNamesItAndChecksTheOthers() {
        CommandRun run = CommandRun.of(home, "check");

        assertThat(run.out().lines()).containsExactly(NO_URL, "99digital: works, page 1 has 5 contacts.");
        assertThat(run.exit()).isZero();
        assertThat(CommandRun.of(home, "check", "islash").exit()).isEqualTo(1);
        assertThat(CommandRun.of(home, "preview", "islash").err()).isEqualTo("contact-routes: " + NO_URL + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run --once", "run", "check"})
    void whenAllAreSkippedNothingRuns(String command) {
        String[] words = (command + " -p " + BundleFolder.key("99digital", "accountId") + "=").split(" ");

        CommandRun run = CommandRun.of(home, words);

        assertThat(run.err()).startsWith(NOTHING_RUNS).hasLineCount(1);
        assertThat(run.exit()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "check"})
    void withoutAnyAccountNothingRuns(String command) {
        bundle.edit("application.properties", text -> text.lines()
                .filter(line -> !line.startsWith("camel.route-template["))
                .toList());

        CommandRun run = CommandRun.of(home, command);

        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith(NOTHING_RUNS).hasLineCount(1);
        assertThat(run.exit()).isEqualTo(1);
    }
}
