package io.contactroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.CommandRun;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A command line that is wrong ends with 2 and one sentence, and every command explains itself. */
class UsageTest {

    @TempDir
    private Path home;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            replya                            | There is no command replya; did you mean replay? See contact-routes --help.
            foo                               | There is no command foo; it can be one of run, sandbox, check, preview, status, sweep, pause, resume, replay, approve-deletes, republish, forget, retire, help. See contact-routes --help.
            run --onec                        | There is no option --onec; did you mean --once? See contact-routes run --help.
            run --once now                    | run takes no argument 'now'. See contact-routes run --help.
            preview 99digital eleapi          | preview takes no argument 'eleapi'. See contact-routes preview --help.
            check --strict --x                | There is no option --strict; it can be one of --help, --property, --version. See contact-routes check --help.
            preview                           | Missing required parameter: 'account'. See contact-routes preview --help.
            preview 99digital --limit ten     | --limit accepts a whole number. See contact-routes preview --help.
            preview 99digital --limit 0       | --limit accepts a whole number from 1 on. See contact-routes preview --help.
            sandbox --contacts -3             | --contacts and --latency start at 0, --page-size at 1. See contact-routes sandbox --help.
            run -p contacts.sink              | --property takes key=value, such as --property contacts.sink=kafka. See contact-routes run --help.
            forget 99digital                  | A uid is written <account>:<sourceId>, such as 99digital:17. See contact-routes forget --help.
            """)
    void whatIsWrongIsOneSentence(String line, String sentence) {
        BundleFolder.withoutAccounts(home);

        CommandRun run = CommandRun.of(home, line.split(" "));

        assertThat(run.err()).isEqualTo("contact-routes: " + sentence + "\n");
        assertThat(run.out()).isEmpty();
        assertThat(run.exit()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve-deletes 99digital", "republish", "retire 99digital"})
    void aCommandForAStateBeforeTheFirstSweepSaysToSweep(String line) {
        BundleFolder.withoutAccounts(home);

        CommandRun run = CommandRun.of(home, line.split(" "));

        assertThat(run.err())
                .isEqualTo("contact-routes: The state database " + home.resolve("state/contacts.db")
                        + " (contacts.state.url) does not exist: sweep once first, or name the file that the running bundle"
                        + " uses.\n");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void withoutACommandAllAreListed() {
        CommandRun run = CommandRun.of(home);

        assertThat(run.err()).startsWith("contact-routes: Name a command.\n").contains("  run ", "  retire ");
        assertThat(run.exit()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"help", "--help", "help check", "check --help"})
    void helpIsPrintedAsAResult(String line) {
        CommandRun run = CommandRun.of(home, line.split(" "));

        assertThat(run.out())
                .contains("Usage: contact-routes", line.contains("check") ? "Names of the accounts" : "Exit code");
        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
    }
}
