package io.contactroutes.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.support.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A PostgreSQL that is away, closed to us or restarted. */
class PostgresOpeningTest {

    private static PostgresServer server;
    private static String url;

    @BeforeAll
    static void startAServerThatAsksForPasswords() throws SQLException, IOException {
        server = PostgresServer.start();
        url = server.jdbcUrl();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE sweeper LOGIN PASSWORD 'right'");
            try (ResultSet setting = statement.executeQuery("SHOW hba_file")) {
                setting.next();
                Path rules = Path.of(setting.getString(1));
                Files.writeString(
                        rules,
                        "host all sweeper 127.0.0.1/32 scram-sha-256\nhost all sweeper ::1/128 scram-sha-256\n"
                                + Files.readString(rules));
            }
        }
        server.restart();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String plainUrl() {
        return url.replaceFirst("\\?.*", "");
    }

    @Test
    void refusesAWrongPasswordWithoutSayingIt() {
        assertThat(Refusal.of(() -> State.open(plainUrl(), "sweeper", "wrong-7731")))
                .contains("refuses the sign-in");
        assertThat(Refusal.trace(() -> State.open(plainUrl(), "sweeper", "wrong-7731")))
                .doesNotContain("7731");
        String inUrl = plainUrl() + "?user=sweeper&password=wrong-7731";
        assertThat(Refusal.trace(() -> State.open(inUrl)))
                .contains("refuses the sign-in")
                .doesNotContain("7731");
    }

    @Test
    void refusesAUserWhoMayNotCreateTables() {
        assertThat(Refusal.of(() -> State.open(plainUrl(), "sweeper", "right"))).contains("does not let this user");
    }

    @Test
    void refusesADatabaseThatDoesNotExist() {
        String missing = url.replaceFirst("/test_\\d+", "/nowhere");
        assertThat(Refusal.of(() -> State.open(missing))).contains("has no such database", "/nowhere");
    }

    @Test
    void refusesAServerThatDoesNotAnswer() {
        String nobody = "jdbc:postgresql://localhost:1/contacts?password=wrong-7731";
        assertThat(Refusal.of(() -> State.open(nobody))).contains("does not answer", "localhost:1/contacts");
        assertThat(Refusal.trace(() -> State.open(nobody))).doesNotContain("7731");
    }

    @Test
    void goesOnAfterARestartOfTheServer() {
        try (State state = State.open(server.jdbcUrl())) {
            state.begin("a", "sweep", StateContract.NOON);
            for (int page = 1; page <= 3; page++) {
                server.restart();
                PageCommit commit =
                        new PageCommit("a", 1, page + 1, null, StateContract.contacts(page, "anna", "page-" + page));
                commitAtTheSecondTryAtLast(state, commit);
            }
            assertThat(state.openSweep("a").orElseThrow().nextPage()).isEqualTo(4);
            assertThat(state.known("a", List.of("anna")).get("anna").unchanged(StateContract.hash(3)))
                    .isTrue();
            assertThat(state.distinct("a", 1)).isEqualTo(4);
        }
    }

    private static void commitAtTheSecondTryAtLast(State state, PageCommit commit) {
        try {
            state.commit(commit);
        } catch (StateException brokenConnection) {
            state.commit(commit);
        }
    }
}
