package io.contactroutes.database;

import static io.contactroutes.database.StateContract.hash;
import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.state.ContactState;
import io.contactroutes.state.OpenSweep;
import io.contactroutes.state.SeenContact;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepEnd;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.PostgresServer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the way from every released version to the current one, with what was stored; never from a newer one. */
class MigrationTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void bringsVersion1ToTheCurrentOne(String database) throws SQLException, IOException {
        String url = version1(database);

        for (int start = 1; start <= 2; start++) {
            try (State state = JdbcState.open(url)) {
                assertThat(state.openSweep("islash"))
                        .contains(new OpenSweep("islash", 2, "second", Instant.ofEpochMilli(3000), 7, null));
                assertThat(state.lastEnded("islash").orElseThrow().end())
                        .isEqualTo(new SweepEnd(
                                SweepStatus.COMPLETE, "empty-page", Instant.ofEpochMilli(2000), "{\"pages\":2}"));
                assertThat(state.known("islash", List.of("anna")))
                        .containsExactly(Map.entry("anna", new ContactState(null, null, 2)));
                state.settle("islash", List.of(new SeenContact("anna", hash(1), hash(10))));
                assertThat(state.known("islash", List.of("anna")))
                        .containsExactly(Map.entry("anna", new ContactState(hash(1), hash(10), 2)));
                state.aboutToPublish("islash", List.of("anna"));
                state.approveDeletes("islash", Instant.EPOCH);
                state.note("islash", "a", "note");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void leavesAnOldVersionUnchangedBesideARunningSweep(String database) throws SQLException, IOException {
        String url = version1(database);

        assertThat(Refusal.of(() -> JdbcState.openBeside(url, null, null))).contains("version 1", "needs 5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void refusesANewerVersion(String database) throws SQLException, IOException {
        String url = version1(database);
        JdbcState.open(url).close();
        run(url, "UPDATE routes_version SET version = 99");

        assertThat(Refusal.of(() -> JdbcState.open(url))).contains("version 99", "knows 5 at most");
        assertThat(Refusal.of(() -> JdbcState.openBeside(url, null, null))).contains("version 99");
    }

    private String version1(String database) throws SQLException, IOException {
        boolean sqlite = database.equals("sqlite");
        String url = sqlite
                ? "jdbc:sqlite:" + folder.resolve("contacts.db")
                : PostgresServer.shared().jdbcUrl();
        try (InputStream script = MigrationTest.class.getResourceAsStream("/state/version-1-" + database + ".sql")) {
            run(url, new String(script.readAllBytes(), StandardCharsets.UTF_8).split(";\n"));
        }
        if (sqlite) {
            run(url, "PRAGMA application_id = 0x63727473");
        }
        return url;
    }

    private static void run(String url, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
