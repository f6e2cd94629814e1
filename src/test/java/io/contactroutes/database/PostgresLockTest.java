package io.contactroutes.database;

import static io.contactroutes.support.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.HeldResponses;
import io.contactroutes.support.KilledRun;
import io.contactroutes.support.LogGuard;
import io.contactroutes.support.PostgresServer;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One process sweeps with a PostgreSQL state; a lock that is lost with its connection is taken again, if no other has it. */
class PostgresLockTest extends AccountSweepTest {

    private static final String IN_USE = "in use by another process";
    private static final String TAKEN_AGAIN = "was lost with its connection and is taken again";

    private final String url = PostgresServer.shared().jdbcUrl();

    @Test
    void keepsASecondProcessOutUntilItIsKilled() throws IOException, InterruptedException {
        try (CommittingProcess process = CommittingProcess.start(url)) {
            int first = process.committed();

            assertThat(Refusal.of(() -> JdbcState.open(url))).contains(IN_USE).doesNotContain("user=");
            try (State operator = JdbcState.openBeside(url, null, null)) {
                operator.approveDeletes("a", StateContract.NOON);
            }
            assertThat(process.committed()).as("goes on").isGreaterThan(first);
            process.kill(first);
        }
        try (State state = JdbcState.open(url)) {
            assertThat(state.deletesApprovedAt("a")).contains(StateContract.NOON);
        }
    }

    @Test
    void isForOneSchema() {
        sql("CREATE SCHEMA other");
        try (State state = JdbcState.open(url);
                State other = JdbcState.open(url + "&currentSchema=other")) {
            state.begin("a", "sweep-1", StateContract.NOON);
            assertThat(other.accounts()).isEmpty();
        }
    }

    @Test
    void isHeldByRunAndReplayAndByNoOtherCommand() {
        sweepOnce();
        rig.stop();
        HeldResponses held = holdPage(2);
        try (KilledRun run = new KilledRun(rig, folder.resolve("log"))) {
            await("the run", () -> provider.requests("a").pages().contains(2));

            for (String[] command : new String[][] {{"run", "--once"}, {"replay", "a"}}) {
                CommandRun refused = command(command);
                assertThat(refused.exit()).isEqualTo(1);
                assertThat(refused.err()).contains("contact-routes: The state database", IN_USE);
            }
            for (String[] command : new String[][] {{"forget", "a:8"}, {"republish", "a"}, {"check", "a"}}) {
                assertThat(command(command).exit()).as(command[0]).isZero();
            }
            held.release();
            assertThat(run.awaitEnd()).isZero();
        }
    }

    @Test
    void isTakenAgainWhenItsConnectionIsLost() {
        LogGuard.expect(TAKEN_AGAIN);
        sweepOnce();

        loseTheLock();

        assertThat(sweep().isWhole()).isTrue();
        assertThat(Refusal.of(() -> JdbcState.open(url))).contains(IN_USE);
    }

    @Test
    void isNotTakenFromAProcessThatHasItMeanwhile() {
        LogGuard.expect(TAKEN_AGAIN);
        sweepOnce();
        loseTheLock();
        HeldResponses held = holdPage(2);
        try (KilledRun run = new KilledRun(rig, folder.resolve("log"))) {
            await("the other process", () -> provider.requests("a").pages().contains(2));
            int requests = provider.requests("a").count();

            Receipt refused = rig.sweep("a");

            assertThat(refused.sweep()).as("it does not begin").isNull();
            assertThat(refused.message()).contains("a: The state database", IN_USE);
            assertThat(provider.requests("a").count()).isEqualTo(requests);
            held.release();
            assertThat(run.awaitEnd()).isZero();
        }
        assertThat(sweep().isWhole()).isTrue();
    }

    @Test
    void nothingIsPublishedWithoutIt() {
        LogGuard.expect(TAKEN_AGAIN);
        serve();
        List<State> others = new ArrayList<>();
        provider.script("a", FaultScript.before(call -> {
            if (call.page() == 2) {
                loseTheLock();
                others.add(JdbcState.open(url));
            }
        }));

        Receipt deferred = sweep();

        assertThat(deferred.status()).isEqualTo(SweepStatus.DEFERRED);
        assertThat(deferred.message()).contains("a: The state database", IN_USE);
        assertThat(rig.files().records("a")).as("page 1").hasSize(PAGE_SIZE);
        others.forEach(State::close);
        assertResumes(deferred.sweep(), 1);
    }

    private void sweepOnce() {
        serve();
        assertThat(sweep().isWhole()).isTrue();
        provider.requests("a").clear();
    }

    private void serve() {
        serve("chatwoot", 30);
        rig.set("contacts.state.url", url).set("contacts.request.timeout", "10m");
    }

    private HeldResponses holdPage(int page) {
        HeldResponses held = new HeldResponses();
        provider.script("a", FaultScript.onPage(page, held.of(HeldResponses.HONEST)));
        return held;
    }

    /** As by a server that restarts, or a network that ends idle connections. */
    private void loseTheLock() {
        sql("SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_database ON oid = database"
                + " WHERE locktype = 'advisory' AND datname = current_database()");
    }

    private void sql(String text) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private CommandRun command(String... words) {
        return CommandRun.of(
                rig.home(),
                Stream.concat(Stream.of(words), rig.arguments().stream()).toArray(String[]::new));
    }
}
