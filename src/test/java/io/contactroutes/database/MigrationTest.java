package io.contactroutes.database;

import static io.contactroutes.database.StateContract.hash;
import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.state.ContactState;
import io.contactroutes.state.OpenSweep;
import io.contactroutes.state.PageCommit;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the way from every released version to the current one, with what was stored; never from a newer one. */
class MigrationTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void bringsVersion1ToTheCurrentOne(String database) throws SQLException, IOException {
        String url = version(1, database);

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

    /**
     * States that the first release and the last one before the current version wrote: contacts that are published, uncertain, missing
     * and rejected, an open sweep, a note and an approval.
     */
    @ParameterizedTest
    @CsvSource({"2, sqlite", "2, postgresql", "3, sqlite", "3, postgresql"})
    void keepsWhatAnEarlierReleaseKnew(int version, String database) throws SQLException, IOException {
        byte[] source = version < 3 ? null : hash(40);
        String url = version(version, database);

        for (int start = 1; start <= 2; start++) {
            try (State state = JdbcState.open(url)) {
                assertThat(state.accounts()).containsExactly("99digital", "islash");
                assertThat(state.openSweep("islash"))
                        .contains(new OpenSweep("islash", 3, "third", Instant.ofEpochMilli(5000), 2, "{\"pages\":1}"));
                assertThat(state.known("islash", List.of("anna", "berta", "clara", "dead", "gone", "unknown")))
                        .containsOnly(
                                Map.entry("anna", new ContactState(hash(4), source, 3)),
                                Map.entry("berta", new ContactState(null, null, 2)),
                                Map.entry("clara", new ContactState(null, null, 2)),
                                Map.entry("dead", new ContactState(null, null, 2)),
                                Map.entry("gone", new ContactState(hash(3), version < 3 ? null : hash(30), 1)));
                assertThat(state.known("99digital", List.of("1")).get("1").unchanged(hash(5)))
                        .isTrue();
                assertThat(state.distinct("islash", 3)).isEqualTo(1);
                assertThat(state.liveCount("islash")).isEqualTo(4);
                assertThat(state.missing("islash", 1, null, 9)).containsExactly("gone");
                assertThat(state.note("islash", "held-deletes")).contains("1");
                assertThat(state.deletesApprovedAt("islash")).contains(Instant.ofEpochMilli(6000));
            }
        }
        endsTheOpenSweep(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void keepsIdsOfEveryForm(String database) throws SQLException, IOException {
        List<String> ids = List.of(
                "65f1c0de0000000000000001",
                "65F1C0DE0000000000000002",
                "65f1c0de00000000000000030",
                "1234567890123456",
                "123456789012345",
                "65f1c0de0000000000000004\n",
                "123e4567-e89b-12d3-a456-426614174000",
                "123E4567-e89b-12d3-a456-426614174001",
                "١٢٣٤٥٦٧٨١٢٣٤٥٦٧٨",
                "Ümit 🙂");
        String url = version(3, database);
        String hash = database.equals("sqlite") ? "zeroblob(16)" : "decode(repeat('00', 16), 'hex')";
        for (String id : ids) {
            run(url, "INSERT INTO routes_contact (account, seen, hash, id) VALUES (1, 1, " + hash + ", '" + id + "')");
        }
        try (State state = JdbcState.open(url)) {
            assertThat(state.known("islash", ids)).containsOnlyKeys(ids);
            assertThat(state.published("islash", 99)).containsAll(ids);
        }
    }

    private static void endsTheOpenSweep(String url) {
        try (State state = JdbcState.open(url)) {
            List<SeenContact> published = List.of(
                    new SeenContact("berta", hash(2), null),
                    new SeenContact("clara", hash(6), null),
                    new SeenContact("dora", hash(7), null));
            state.aboutToPublish("islash", published);
            state.commit(new PageCommit("islash", 3, 3, null, published));
            state.end("islash", 3, new SweepEnd(SweepStatus.COMPLETE, "empty-page", Instant.ofEpochMilli(9000), null));

            assertThat(state.distinct("islash", 3)).isEqualTo(4);
            assertThat(state.known("islash", List.of("anna", "berta", "clara", "dead", "dora")))
                    .as("without the one that was never published")
                    .containsOnlyKeys("anna", "berta", "clara", "dora")
                    .allSatisfy((id, known) -> assertThat(known.published()).isTrue());
            assertThat(state.missing("islash", 2, null, 9)).containsExactly("gone");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void leavesAnOldVersionUnchangedBesideARunningSweep(String database) throws SQLException, IOException {
        String url = version(1, database);

        assertThat(Refusal.of(() -> JdbcState.openBeside(url, null, null))).contains("version 1", "needs 5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sqlite", "postgresql"})
    void refusesANewerVersion(String database) throws SQLException, IOException {
        String url = version(1, database);
        JdbcState.open(url).close();
        run(url, "UPDATE routes_version SET version = 99");

        assertThat(Refusal.of(() -> JdbcState.open(url))).contains("version 99", "knows 5 at most");
        assertThat(Refusal.of(() -> JdbcState.openBeside(url, null, null))).contains("version 99");
    }

    private String version(int version, String database) throws SQLException, IOException {
        boolean sqlite = database.equals("sqlite");
        String url = sqlite
                ? "jdbc:sqlite:" + folder.resolve("contacts.db")
                : PostgresServer.shared().jdbcUrl();
        try (InputStream script =
                MigrationTest.class.getResourceAsStream("/state/version-" + version + "-" + database + ".sql")) {
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
