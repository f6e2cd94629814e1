package io.contactroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.config.Settings;
import io.contactroutes.state.State;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.CommandRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDatabaseTest {

    @TempDir
    private Path home;

    /** The operating system takes all locks of a process from a file that the process closes. */
    @Test
    void theLockIsKeptWhenTheSameFileIsTriedOutThroughALink() throws Exception {
        BundleFolder bundle = BundleFolder.withoutAccounts(home)
                .withAccount("a", "chatwoot", Map.of("url", "http://127.0.0.1:1", "token", "t", "accountId", "1"));
        Settings running = bundle.settings();
        try (State state = StateDatabase.open(running)) {
            Files.createSymbolicLink(home.resolve("link"), home.resolve("state"));

            StateDatabase.tryOut(
                    bundle.with("contacts.state.url", "jdbc:sqlite:link/contacts.db")
                            .settings(),
                    running);

            CommandRun second = CommandRun.jvm(home).run(List.of("run", "--once"));
            assertThat(second.exit()).isEqualTo(1);
            assertThat(second.err()).contains("in use by another process");
        }
    }
}
