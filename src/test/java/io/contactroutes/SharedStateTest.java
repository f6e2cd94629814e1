package io.contactroutes;

import static io.contactroutes.support.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.bundle.RunMode;
import io.contactroutes.database.JdbcState;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.state.Processes.Turn;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.HeldResponses;
import io.contactroutes.support.KilledRun;
import io.contactroutes.support.LogGuard;
import io.contactroutes.support.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A bundle and commands beside another process that shares its PostgreSQL state. */
class SharedStateTest extends AccountSweepTest {

    private static final String LOST = "lost its hold on its accounts";

    private final String url = PostgresServer.shared().jdbcUrl();

    @Test
    void anAccountThatAnotherProcessSweepsIsLeftToIt() {
        sweepOnce();
        rig.stop();
        HeldResponses held = holdPage(2);
        try (KilledRun run = new KilledRun(rig, folder.resolve("log"))) {
            await("the run", () -> provider.requests("a").pages().contains(2));
            int requests = provider.requests("a").count();

            CommandRun once = command("run", "--once");
            assertThat(once.exit()).isEqualTo(1);
            assertThat(once.out()).contains("a: deferred", "the process ", " sweeps it");
            CommandRun replay = command("replay", "a");
            assertThat(replay.exit()).isEqualTo(1);
            assertThat(replay.err())
                    .contains("contact-routes: a: the process ", " sweeps it. Replay when it has finished.");
            assertThat(provider.requests("a").count()).isEqualTo(requests);
            for (String[] beside : new String[][] {{"forget", "a:8"}, {"republish", "a"}, {"check", "a"}}) {
                assertThat(command(beside).exit()).as(beside[0]).isZero();
            }
            CommandRun status = command("status");
            assertThat(status.out()).contains("sweeping, page 2", "Process ", ": sweeping a");
            held.release();
            assertThat(run.awaitEnd()).isZero();
        }
        CommandRun status = command("status", "--json");
        assertThat(status.out()).contains("\"processes\" : [ ]");
    }

    /** Between the begin of a sweep and its first line in the state, and while its end is published. */
    @Test
    void statusTellsOfAProcessThatHasNoSweepOpen() {
        sweepOnce();
        rig.stop();
        try (State other = JdbcState.open(url)) {
            other.processes().take("a", Duration.ofHours(1), Turn.NOW, former -> {});

            CommandRun status = command("status");

            assertThat(status.exit()).as(status.err()).isZero();
            assertThat(status.out()).containsPattern("15m +sweeping +0").contains(": sweeping a");
        }
    }

    @Test
    void nothingMoreIsPublishedAfterAnotherProcessHasTakenOver() {
        LogGuard.expect(LOST);
        serve();
        List<State> others = new ArrayList<>();
        provider.script("a", FaultScript.before(call -> {
            if (call.page() == 2) {
                sql("SELECT pg_terminate_backend(pid, 10000) FROM pg_locks JOIN pg_database ON oid = database"
                        + " WHERE locktype = 'advisory' AND mode = 'ExclusiveLock' AND datname = current_database()");
                State other = JdbcState.open(url);
                others.add(other);
                assertThat(other.processes()
                                .take("a", Duration.ofHours(1), Turn.NOW, former -> {})
                                .taken())
                        .isTrue();
            }
        }));
        LogGuard.expect("a: Another process has taken it over");

        Receipt deferred = sweep();

        assertThat(deferred.status()).isEqualTo(SweepStatus.DEFERRED);
        assertThat(deferred.message()).contains("Another process has taken it over");
        assertThat(rig.files().records("a")).as("page 1").hasSize(PAGE_SIZE);
        others.forEach(State::close);
        provider.script("a", FaultScript.none());
        Receipt resumed = sweep();
        assertThat(resumed.sweep()).isEqualTo(deferred.sweep());
        assertThat(resumed.status()).isEqualTo(SweepStatus.COMPLETE);
        assertSinkIsTruth();
    }

    /** The other account shows that the second start had its looks at what is due. */
    @Test
    void aStartSweepsNoAccountThatWasSweptAMomentAgo() {
        serve(
                Options.defaults().withPageSize(PAGE_SIZE),
                Served.of("a", "chatwoot").withContacts(30),
                Served.of("b", "chatwoot").withContacts(30));
        rig.set("contacts.state.url", url).set("a", "firstTick", "0s");
        rig.start(RunMode.untilStopped());
        await("the first sweep of a", () -> ended("a"));
        rig.stop();
        provider.requests("a").clear();

        rig.set("b", "firstTick", "0s");
        rig.start(RunMode.untilStopped());
        await("the first sweep of b", () -> ended("b"));

        assertThat(provider.requests("a").count()).isZero();
    }

    private boolean ended(String account) {
        return rig.receipts().stream()
                .anyMatch(receipt -> receipt.account().name().equals(account));
    }

    private void sweepOnce() {
        serve();
        assertThat(sweep().isWhole()).isTrue();
        provider.requests("a").clear();
    }

    private void serve() {
        serve(
                Options.defaults().withPageSize(PAGE_SIZE),
                Served.of("a", "chatwoot").withContacts(30));
        rig.set("contacts.state.url", url).set("contacts.request.timeout", "10m");
    }

    private HeldResponses holdPage(int page) {
        HeldResponses held = new HeldResponses();
        provider.script("a", FaultScript.onPage(page, held.of(HeldResponses.HONEST)));
        return held;
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
