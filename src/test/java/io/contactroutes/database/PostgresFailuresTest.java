package io.contactroutes.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.state.PageCommit;
import io.contactroutes.state.SeenContact;
import io.contactroutes.state.State;
import io.contactroutes.state.StateException;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a PostgreSQL that is away, refuses the sign-in or restarts. */
class PostgresFailuresTest {

    private static final Duration TAKEOVER = Duration.ofSeconds(30);

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
    void refusesAWrongPasswordWithoutQuotingIt() {
        assertThat(Refusal.of(() -> JdbcState.open(plainUrl(), "sweeper", "wrong-7731", TAKEOVER)))
                .contains("refuses the sign-in: check contacts.state.user and contacts.state.password.");
        assertThat(Refusal.trace(() -> JdbcState.open(plainUrl(), "sweeper", "wrong-7731", TAKEOVER)))
                .doesNotContain("7731");
        String inUrl = plainUrl() + "?user=sweeper&password=wrong-7731";
        assertThat(Refusal.trace(() -> JdbcState.open(inUrl)))
                .contains("refuses the sign-in")
                .doesNotContain("7731");
    }

    @Test
    void refusesAServerThatIsTooOld() throws IOException {
        try (OldPostgres relay = OldPostgres.before(url, "13")) {
            assertThat(Refusal.of(() -> JdbcState.open(relay.url())))
                    .contains("runs on PostgreSQL 13: upgrade the server to version 14 or newer");
        }
        try (OldPostgres relay = OldPostgres.before(url, "14")) {
            JdbcState.open(relay.url()).close();
        }
    }

    @Test
    void saysThatTheServerWantsAPassword(@TempDir Path home) {
        BundleFolder.shipped(home).replace("application.properties", "jdbc:sqlite:state/contacts.db", plainUrl());

        CommandRun run = CommandRun.of(home, "run", "--once", "-p", "contacts.state.user=sweeper");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("contact-routes: The state database " + plainUrl()
                        + " (contacts.state.url) wants a password for"
                        + " its user: set contacts.state.password, for example by the environment variable"
                        + " CONTACTS_STATE_PASSWORD.\n");
    }

    @Test
    void refusesAUserWhoMayNotCreateTables() {
        assertThat(Refusal.of(() -> JdbcState.open(plainUrl(), "sweeper", "right", TAKEOVER)))
                .contains("does not allow this user");
    }

    @Test
    void refusesATransportThatTheServerDoesNotHave() {
        assertThat(Refusal.of(() -> JdbcState.open(plainUrl() + "?sslmode=require", "sweeper", "right", TAKEOVER)))
                .contains(
                        "refuses this kind of connection: check contacts.state.password and the parameters of the URL, such as sslmode");
    }

    @Test
    void refusesADatabaseThatDoesNotExist() {
        String missing = url.replaceFirst("/test_\\d+", "/nowhere");
        assertThat(Refusal.of(() -> JdbcState.open(missing))).contains("has no such database", "/nowhere");
    }

    @Test
    void refusesAServerThatDoesNotAnswer() {
        String unreachable = "jdbc:postgresql://localhost:1/contacts?password=wrong-7731";
        assertThat(Refusal.of(() -> JdbcState.open(unreachable))).contains("does not answer", "localhost:1/contacts");
        assertThat(Refusal.trace(() -> JdbcState.open(unreachable))).doesNotContain("7731");
    }

    @Test
    void goesOnAfterARestartOfTheServer() {
        try (State state = JdbcState.open(server.jdbcUrl())) {
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
            publish(state, commit);
        } catch (StateException brokenConnection) {
            publish(state, commit);
        }
    }

    private static void publish(State state, PageCommit page) {
        state.aboutToPublish(
                page.account(), page.contacts().stream().map(SeenContact::id).toList());
        state.commit(page);
    }
}
