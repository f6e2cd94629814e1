package io.contactroutes.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.ChildJvm;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.TerminalScreen;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Progress bars of a process on a terminal, which {@code script} makes. */
@Timeout(180)
class ProgressBarsTest {

    private static final String LOGGED = "\\d{4}-\\d\\d-\\d\\dT\\S+ (INFO |WARN |ERROR) .*";
    private static final String BAR = ".*% \\[[=> ]+] .*";
    private static final String ESCAPE = "\033";

    @TempDir
    private Path home;

    private ProviderDouble provider;

    @BeforeEach
    void serve() {
        provider = ProviderDouble.start(
                List.of(Served.of("99digital", "chatwoot"), Served.of("eleapi", "botpenguin")),
                Options.defaults().withContacts(60));
        BundleFolder.withoutAccounts(home)
                .withAccount("99digital", "chatwoot", provider.parameters("99digital"))
                .withAccount("eleapi", "botpenguin", provider.parameters("eleapi"));
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void eachAccountHasABarBelowTheLog() {
        CommandRun redirected = jvm("xterm").run(List.of("run", "--once"));
        assertThat(redirected.exit()).isZero();
        assertThat(redirected.out() + redirected.err()).doesNotContain(ESCAPE).doesNotContain("[=");
        provider.script("eleapi", FaultScript.onPage(3, ResponseFaults.serverError()));

        CommandRun run = terminal("xterm", "run", "--once", "-p", "contacts.request.retry-timeout=10ms");

        assertThat(run.exit()).isEqualTo(1);
        List<String> rows = TerminalScreen.rows(run.out());
        int bars = (int) rows.stream().takeWhile(row -> row.matches(LOGGED)).count();
        assertThat(rows.subList(0, bars))
                .anyMatch(row -> row.endsWith("99digital: sweep 2 begins."))
                .anyMatch(row -> row.contains("eleapi: deferred"));
        assertThat(rows.subList(bars, bars + 2))
                .as("a total that the provider declares, and one that the sweep before knows")
                .anyMatch(row -> row.matches("99digital +100% \\[=+] 60/60 \\(0:.* / 0:00:00\\) \\S+/min complete"))
                .anyMatch(row ->
                        row.matches("eleapi +\\d\\d% \\[=+>? *] [1-5]\\d/60 \\(0:.* / 0:.*\\) \\S+/min deferred"));
        assertThat(rows.subList(bars + 2, rows.size()))
                .satisfiesExactly(
                        row -> assertThat(row).startsWith("99digital: complete"),
                        row -> assertThat(row).startsWith("eleapi: deferred"),
                        row -> assertThat(row).isEmpty());
    }

    @Test
    void theSandboxHasThemToo() {
        CommandRun run = terminal("xterm", "sandbox", "--contacts", "60");

        assertThat(run.exit()).isZero();
        assertThat(TerminalScreen.rows(run.out()).stream().takeWhile(row -> !row.isEmpty()))
                .allMatch(row -> row.matches(LOGGED + "|" + BAR))
                .filteredOn(row -> row.matches(BAR))
                .hasSize(2)
                .allMatch(row -> row.contains("100%") && row.endsWith(" complete"));
    }

    @ParameterizedTest(name = "TERM={0}, {1}")
    @CsvSource({"dumb, contacts.log.format=text", "xterm, contacts.log.format=json", "xterm, contacts.sink=console"})
    void noOneHasThemWhomTheyWouldDisturb(String kind, String setting) {
        CommandRun run = terminal(kind, "run", "--once", "-p", setting);

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("99digital").doesNotContain(ESCAPE).doesNotContain("[=");
    }

    @Test
    void theLinesLeaveRoomForTheLogAndWaitForTheEndOfItsLines() {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        BottomLines lines = new BottomLines(new PrintStream(shown, true, UTF_8), 2);
        PrintStream log = new PrintStream(lines, true, UTF_8);

        lines.show(0, "first");
        lines.show(1, "second");
        lines.show(2, "third");
        log.print("half ");
        lines.show(0, "1st");
        log.print("of it\nand more\nwaits");

        assertThat(TerminalScreen.rows(shown.toString(UTF_8)))
                .containsExactly("half of it", "and more", "1st", "second", "");
        lines.close();
        assertThat(TerminalScreen.rows(shown.toString(UTF_8))).endsWith("second", "waits");
    }

    private ChildJvm jvm(String kind) {
        return CommandRun.shippedJvm(home).environment(Map.of("TERM", kind, "SHELL", "/bin/bash"));
    }

    private CommandRun terminal(String kind, String... arguments) {
        Assumptions.assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/script")),
                "Skipped: there is no /usr/bin/script (util-linux), which makes a terminal for a test.");
        return jvm(kind)
                .after("exec script -qec \"stty rows 30 cols 100; $(printf '%q ' \"$@\")\" /dev/null")
                .run(List.of(arguments));
    }
}
