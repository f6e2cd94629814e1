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
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A name of an account that does not exist is told as such, whatever command or setting has it. */
class AccountNamesTest {

    @TempDir
    private Path home;

    private ProviderDouble provider;
    private BundleFolder bundle;

    @BeforeEach
    void sweepOneAccountOfTwo() {
        provider = ProviderDouble.start(
                List.of(Served.of("99digital", "chatwoot"), Served.of("eleapi", "botpenguin")),
                Options.defaults().withContacts(20));
        bundle = BundleFolder.withoutAccounts(home);
        bundle.withAccount("99digital", "chatwoot", provider.parameters("99digital"));
        bundle.sweep();
        bundle.withAccount("eleapi", "botpenguin", provider.parameters("eleapi"));
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check 99digitla",
                "check eleapi 99digitla",
                "preview 99digitla",
                "replay 99digitla",
                "forget 99digitla:7",
                "approve-deletes 99digitla",
                "republish 99digitla",
                "retire 99digitla"
            })
    void aCommandWithAMisspeltAccountSuggestsTheRightOne(String command) {
        CommandRun run = CommandRun.of(home, command.split(" "));

        assertThat(run.err()).isEqualTo("contact-routes: There is no account 99digitla; did you mean 99digital?\n");
        assertThat(run.out()).isEmpty();
        assertThat(run.exit()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve-deletes", "republish", "retire"})
    void aCommandWithANameThatIsLikeNoneListsAll(String command) {
        CommandRun run = CommandRun.of(home, command, "foo");

        assertThat(run.err())
                .isEqualTo("contact-routes: There is no account foo; it can be one of 99digital, eleapi.\n");
        assertThat(run.exit()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"approve-deletes", "republish", "retire"})
    void anAccountThatWasNotSweptYetExists(String command) {
        CommandRun run = CommandRun.of(home, command, "eleapi");

        assertThat(run.err()).isEqualTo("contact-routes: eleapi was not swept yet: the state has nothing of it.\n");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void aSettingWithAMisspeltAccountSuggestsTheRightOne() {
        CommandRun run = CommandRun.of(home, "check", "-p", BundleFolder.key("99digitla", "token") + "=planted");

        assertThat(run.err())
                .isEqualTo("contact-routes: Setting camel.route-template[99digitla].token: there is no account"
                        + " 99digitla; did you mean 99digital?\n");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void aSettingOfAnAccountThatIsNotThereListsAll() {
        CommandRun run = CommandRun.of(home, "check", "-p", BundleFolder.key("foo", "every") + "=1h");

        assertThat(run.err())
                .isEqualTo("contact-routes: Setting camel.route-template[foo].every: there is no account foo; it can be"
                        + " one of 99digital, eleapi.\n");
    }

    /** Java's properties end a key at the first space, colon or equals sign. */
    @ParameterizedTest
    @ValueSource(strings = {"my inbox", " 99digital", "my:inbox", "my=inbox"})
    void anAccountWithASpaceInItsNameIsToldToRenameIt(String name) throws IOException {
        int lines = Files.readAllLines(home.resolve("application.properties")).size();
        bundle.withAccount(name, "chatwoot", Map.of("url", "http://127.0.0.1:1", "token", "planted"));

        CommandRun run = CommandRun.of(home, "check");

        assertThat(run.err())
                .isEqualTo("contact-routes: " + home.resolve("application.properties") + ", line " + (lines + 1)
                        + ": the account name \"" + name
                        + "\" has other characters than letters, digits, - and _; rename the account.\n");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void aSettingThatIsSetTwiceIsNotTakenForAnAccount() {
        bundle.append("application.properties", "contacts.sink = files");

        CommandRun run = CommandRun.of(home, "check");

        assertThat(run.err())
                .isEqualTo("contact-routes: " + home.resolve("application.properties")
                        + " sets contacts.sink twice; remove one of the lines.\n");
    }
}
