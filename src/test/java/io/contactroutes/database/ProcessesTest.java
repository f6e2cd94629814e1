package io.contactroutes.database;

import static io.contactroutes.support.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.contactroutes.state.OpenSweep;
import io.contactroutes.state.PageCommit;
import io.contactroutes.state.Processes.Hold;
import io.contactroutes.state.Processes.Load;
import io.contactroutes.state.Processes.Member;
import io.contactroutes.state.Processes.Turn;
import io.contactroutes.state.SeenContact;
import io.contactroutes.state.State;
import io.contactroutes.state.StateException;
import io.contactroutes.state.SweepEnd;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.LogGuard;
import io.contactroutes.support.PostgresServer;
import io.contactroutes.support.TcpGate;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several processes on one PostgreSQL: who holds an account, whose turn it is, and what a former holder may still do. */
@Timeout(60)
class ProcessesTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final String TAKEN_OVER = "Another process has taken it over";
    private static final String LOST = "lost its hold on its accounts";

    private final String url = PostgresServer.shared().jdbcUrl();
    private final List<String> fenced = new ArrayList<>();
    private final State one = JdbcState.open(url);
    private final State other = JdbcState.open(url);

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    // --- who holds an account ---

    @Test
    void oneProcessHoldsAnAccount() {
        assertThat(take(one, true).taken()).isTrue();

        assertThat(take(other, true)).isEqualTo(new Hold(false, name(one)));
        assertThat(other.processes().take("b", HOUR, Turn.NOW, fenced::add).taken())
                .as("another account")
                .isTrue();

        one.processes().release("a", true);
        assertThat(take(other, true).taken()).isTrue();
        assertThat(fenced).as("it was released").isEmpty();
    }

    @Test
    void takenBesideItsTurnAnAccountHasItsTurnStill() {
        assertThat(takeBeside(one).taken()).isTrue();
        assertThat(takeBeside(other).taken()).as("while it is held").isFalse();
        one.processes().release("a", true);
        assertThat(isDue()).as("before the first turn").isTrue();

        assertThat(take(one, false).taken()).isTrue();
        one.processes().release("a", true);
        assertThat(takeBeside(other).taken()).isTrue();
        other.processes().release("a", true);

        assertThat(isDue()).as("after it").isFalse();
        assertThat(take(one, false).taken()).isFalse();
    }

    private Hold takeBeside(State state) {
        return state.processes().take("a", HOUR, Turn.BESIDE, fenced::add);
    }

    private boolean isDue() {
        return one.processes().load(Map.of("a", HOUR)).due().containsKey("a");
    }

    /** An advisory lock can be taken twice by the same connection, and would then have to be released twice. */
    @Test
    void aProcessTakesAnAccountOnce() {
        take(one, true);

        assertThatThrownBy(() -> take(one, true)).hasMessageContaining("in hand already");

        one.processes().release("a", true);
        assertThat(take(other, true).taken()).isTrue();
    }

    /** Of a fence that takes as long as Kafka is away. */
    @Test
    void aProcessDoesNotTakePartAgainWhileItTakesAnAccount() {
        LogGuard.tolerate(LOST);
        take(other, true);
        endConnections();
        String id = one.processes().id();
        List<String> seen = new ArrayList<>();

        assertThatThrownBy(() -> one.processes().take("a", HOUR, Turn.NOW, former -> {
                    endConnections();
                    assertThatThrownBy(() -> one.processes().confirm(id)).isInstanceOf(StateException.class);
                    assertThatThrownBy(() -> one.processes().take("b", HOUR, Turn.NOW, fenced::add))
                            .hasMessageContaining("lost its hold");
                    seen.add(one.processes().id());
                    throw new IllegalStateException("no broker");
                }))
                .hasMessage("no broker");

        assertThat(seen).containsExactly(id);
        assertThat(one.processes().take("b", HOUR, Turn.NOW, fenced::add).taken())
                .isTrue();
    }

    @Test
    void anAccountThatCannotBeFencedIsNotTaken() {
        take(one, true);
        endConnections();

        assertThatThrownBy(() -> other.processes().take("a", HOUR, Turn.NOW, former -> {
                    throw new IllegalStateException("no broker");
                }))
                .hasMessage("no broker");

        assertThat(take(other, true).taken()).as("later").isTrue();
        assertThat(fenced).as("once it could").hasSize(1);
    }

    /** As by a process that was frozen after it had locked the account, and before it entered itself as its holder. */
    @Test
    void anAccountWhoseLockIsGoneIsNotTaken() {
        LogGuard.tolerate(LOST);
        take(other, true);
        endConnections();

        try (State third = JdbcState.open(url)) {
            Hold hold = one.processes().take("a", HOUR, Turn.NOW, former -> {
                endConnections();
                assertThat(take(third, true).taken()).isTrue();
            });

            assertThat(hold.taken()).isFalse();
            assertThat(third.begin("a", "sweep", StateContract.NOON).sequence()).isEqualTo(1);
        }
    }

    @Test
    void accountsOfTwoSchemasAreNotTheSame() {
        sql("CREATE SCHEMA other");
        take(one, true);
        try (State elsewhere = JdbcState.open(url + "&currentSchema=other")) {
            assertThat(take(elsewhere, true).taken()).isTrue();
            assertThat(elsewhere.processes().members()).hasSize(1);
        }
    }

    @Test
    void aProcessOfAnOlderReleaseAndThisOneRefuseEachOther() throws SQLException {
        String lock = "SELECT pg_try_advisory_lock(" + 0x63727473 + ", hashtext(current_schema()))";
        try (Connection older = DriverManager.getConnection(url);
                Statement statement = older.createStatement()) {
            assertThat(bool(statement, lock)).as("beside this one").isFalse();
            one.close();
            other.close();
            await("their ends", () -> bool(statement, lock));

            assertThat(Refusal.of(() -> JdbcState.open(url)))
                    .contains("is in use by a process of an older release: stop that one first")
                    .doesNotContain("user=");
        }
    }

    @Test
    void tablesChangeWhileNoProcessUsesThem() {
        sql("UPDATE routes_version SET version = 1");

        assertThat(Refusal.of(() -> JdbcState.open(url)))
                .contains("in use by other processes", "have to change for this release", "stop all of them");
    }

    @Test
    void processesAreListedWithTheirAccounts() {
        take(one, true);

        assertThat(other.processes().members())
                .extracting(Member::name, Member::alive, Member::accounts)
                .contains(tuple(name(one), true, List.of("a")))
                .hasSize(2);
        try (State beside = JdbcState.openBeside(url, null, null)) {
            assertThat(beside.processes().members()).as("a command is none").hasSize(2);
        }
        one.close();
        assertThat(other.processes().members()).hasSize(1);
    }

    // --- a process that was cut off ---

    /** Also one that was frozen in the middle of a page: it finds out when it goes on. */
    @Test
    void aFormerHolderStoresNothing() {
        LogGuard.expect(LOST);
        take(one, true);
        OpenSweep sweep = one.begin("a", "sweep-1", StateContract.NOON);
        one.aboutToPublish("a", List.of("anna"));
        String former = one.processes().id();
        endConnections();
        assertThat(take(other, false).taken()).as("it may not know yet").isFalse();
        beSilent();
        assertThat(take(other, false).taken()).as("although it is not its turn").isTrue();
        assertThat(fenced).containsExactly(former);

        Map<String, ThrowingCallable> writes = new LinkedHashMap<>();
        writes.put("page", () -> one.commit(page(sweep, 2, "anna")));
        writes.put("about to publish", () -> one.aboutToPublish("a", List.of("bert")));
        writes.put("settle", () -> one.settle("a", StateContract.contacts(1, "anna")));
        writes.put("end", () -> one.end("a", sweep.sequence(), end(SweepStatus.COMPLETE)));
        writes.put("deleted", () -> one.deleted("a", List.of("anna")));
        writes.put("note", () -> one.note("a", "owed-receipt", "{}"));
        writes.put("begin", () -> one.begin("a", "sweep-2", StateContract.NOON));
        writes.forEach((what, write) -> assertThatThrownBy(write)
                .as(what)
                .isInstanceOf(StateException.class)
                .hasMessageContaining(TAKEN_OVER));

        assertThat(other.openSweep("a")).contains(sweep);
        assertThat(other.note("a", "owed-receipt")).isEmpty();
        assertThat(other.known("a", List.of("anna", "bert"))).containsOnlyKeys("anna");
        other.commit(page(sweep, 2, "anna"));
        other.end("a", sweep.sequence(), end(SweepStatus.COMPLETE));
        one.processes().release("a", true);
    }

    /** The other connection stands for one of the holder that writes at this moment. */
    @Test
    void anAccountWaitsForAWriteOfItsHolder() throws SQLException, InterruptedException {
        take(one, true);
        one.begin("a", "sweep-1", StateContract.NOON);
        endConnections();
        try (Connection slow = DriverManager.getConnection(url);
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("SELECT FROM routes_account FOR NO KEY UPDATE");
            Thread takeover = new Thread(() -> take(other, true));
            takeover.start();
            await("the wait", () -> waits(statement));
            statement.execute("UPDATE routes_sweep SET next_page = 2");
            slow.commit();
            takeover.join();
        }
        assertThat(other.openSweep("a").orElseThrow().nextPage()).isEqualTo(2);
    }

    @Test
    void aProcessThatWasCutOffTakesPartAgainWhenItHoldsNothing() {
        LogGuard.expect(LOST);
        AtomicInteger losses = new AtomicInteger();
        one.processes().onLoss(losses::incrementAndGet);
        take(one, true);
        String before = one.processes().id();
        endConnections();

        assertThatThrownBy(() -> one.processes().confirm(before)).isInstanceOf(StateException.class);
        assertThat(losses).hasValue(1);
        assertThatThrownBy(() -> one.processes().take("b", HOUR, Turn.NOW, fenced::add))
                .as("it still works on what it has lost")
                .hasMessageContaining("lost its hold");

        one.processes().release("a", true);
        assertThat(one.processes().take("b", HOUR, Turn.NOW, fenced::add).taken())
                .isTrue();
        assertThat(one.processes().id()).isNotEqualTo(before);
        one.processes().confirm(one.processes().id());
    }

    /** Just when a database comes back, all processes join again, one after the other. */
    @Test
    void aProcessThatIsCutOffWhileItJoinsKeepsNoOtherOneOut() throws SQLException, InterruptedException {
        int port = URI.create(url.substring("jdbc:".length())).getPort();
        try (TcpGate gate = new TcpGate().to(port);
                Connection slow = DriverManager.getConnection(url);
                Statement statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("LOCK TABLE routes_version");
            String cutOff = url.replace(":" + port + "/", ":" + gate.port() + "/");
            Thread joins =
                    new Thread(() -> assertThatThrownBy(() -> JdbcState.open(cutOff, null, null, Duration.ofSeconds(3)))
                            .isInstanceOf(StateException.class));
            joins.start();
            try (Connection beside = DriverManager.getConnection(url);
                    Statement sees = beside.createStatement()) {
                await("its wait", () -> waits(sees));
            }
            gate.shut();
            slow.rollback();
            joins.join();

            String lock = "SELECT pg_try_advisory_lock(" + 0x63727474 + ", hashtext(current_schema()))";
            await("the end of its connection", () -> bool(statement, lock));
        }
    }

    /** PostgreSQL ends the session of a process that has been silent for two thirds of the takeover time. */
    @Test
    void aProcessThatShowsThatItIsAliveKeepsItsAccounts() {
        try (State silent = JdbcState.open(url, null, null, Duration.ofSeconds(6))) {
            take(silent, true);
            long since = seen(silent);
            await("more than two thirds of it", () -> seen(silent) > since + 4_500);

            assertThat(take(other, true).taken()).isFalse();
        }
    }

    // --- whose turn it is ---

    @Test
    void aTurnIsForOneProcess() {
        assertThat(take(one, false).taken()).isTrue();
        one.processes().release("a", true);

        assertThat(take(other, false)).isEqualTo(new Hold(false, null));
        assertThat(due(other)).isEmpty();
        assertThat(take(other, true).taken()).as("asked for").isTrue();
        other.processes().release("a", true);
        assertThat(take(one, false).taken()).isFalse();
    }

    @Test
    void aTurnComesAgain() {
        take(one, false);
        one.processes().release("a", true);
        sql("UPDATE routes_account SET turn_at = turn_at - 9000000");

        assertThat(due(other)).containsOnlyKeys("a");
        assertThat(due(other).get("a")).isBetween(Duration.ofMinutes(89), Duration.ofMinutes(91));
        take(other, false);
        assertThat(due(one)).as("it is held").isEmpty();
        other.processes().release("a", true);
        assertThat(due(one)).as("turns keep their distance").isEmpty();
        sql("UPDATE routes_account SET turn_at = turn_at - 1800000");
        assertThat(due(one)).as("half an hour later").containsOnlyKeys("a");
    }

    @Test
    void aSweepThatWasStoppedWithItsProcessGoesOnAtOnce() {
        take(one, false);
        one.processes().release("a", false);

        assertThat(due(other)).containsOnlyKeys("a");
        long turn = turn();
        assertThat(take(other, false).taken()).isTrue();
        assertThat(fenced).isEmpty();
        assertThat(turn()).as("turns keep their distance").isEqualTo(turn + HOUR.toMillis());
    }

    @Test
    void aSweepThatWasStoppedKeepsTheTimesOfItsAccount() {
        take(one, false);
        sql("UPDATE routes_account SET turn_at = turn_at - 1800000");
        one.processes().release("a", false);
        take(other, false);
        other.processes().release("a", true);

        sql("UPDATE routes_account SET turn_at = turn_at - 1700000");
        assertThat(due(one)).as("58 minutes after its turn").isEmpty();
        sql("UPDATE routes_account SET turn_at = turn_at - 110000");
        assertThat(due(one)).as("an hour after its turn").containsOnlyKeys("a");
    }

    /** Such as by a full disk: its process, which goes on, still has its name in the state. */
    @Test
    void anAccountWhoseReleaseCannotBeStoredHasItsNextTurn() {
        take(one, false);
        sql("ALTER TABLE routes_account ADD CONSTRAINT full_disk CHECK (holder IS NOT NULL)");
        one.processes().release("a", true);
        sql("ALTER TABLE routes_account DROP CONSTRAINT full_disk");

        assertThat(due(one)).as("before its turn").isEmpty();
        sql("UPDATE routes_account SET turn_at = turn_at - 3600000");
        assertThat(due(other)).as("its process may have it").isEmpty();
        assertThat(due(one)).containsOnlyKeys("a");
        assertThat(take(one, false).taken()).isTrue();
        assertThat(fenced).isEmpty();
    }

    @Test
    void theAccountsOfAProcessThatIsGoneAreDue() {
        LogGuard.expect(LOST);
        take(one, false);
        assertThat(due(other)).isEmpty();
        endConnections();
        assertThat(due(other)).as("it may not know yet").isEmpty();
        beSilent();

        assertThat(due(other).get("a")).isGreaterThan(Duration.ofDays(365));
        Load load = other.processes().load(Map.of("b", HOUR));
        assertThat(load.due()).containsOnlyKeys("b");
        assertThat(load.held()).isZero();
        assertThat(load.alive()).as("the other one has not asked for turns").isEqualTo(1);
        assertThatThrownBy(() -> one.processes().confirm(one.processes().id())).isInstanceOf(StateException.class);
    }

    @Test
    void aClockThatWasSetBackHoldsNothingUp() {
        take(one, false);
        one.processes().release("a", true);
        one.processes().place("https://a:443", Duration.ofSeconds(1));
        long day = Duration.ofDays(1).toMillis();
        sql("UPDATE routes_account SET turn_at = turn_at + " + day);
        sql("UPDATE routes_host SET free_at = free_at + 1000::bigint * " + day
                + ", paused_until = free_at + 1000::bigint * " + day);

        assertThat(due(other)).containsOnlyKeys("a");
        assertThat(take(other, false).taken()).isTrue();
        other.processes().release("a", true);
        assertThat(take(one, false).taken()).as("the turn is over").isFalse();
        assertThat(other.processes()
                        .place("https://a:443", Duration.ofSeconds(1))
                        .in())
                .isLessThan(Duration.ofMinutes(61));
    }

    // --- the requests of a host ---

    @Test
    void theRequestsOfAHostAreThoseOfAllProcesses() {
        Duration spacing = Duration.ofSeconds(10);
        List<Long> seconds = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            State state = i % 2 == 0 ? one : other;
            seconds.add(Math.round(
                    state.processes().place("https://a:443", spacing).in().toMillis() / 10_000.0));
        }
        assertThat(seconds).containsExactly(0L, 1L, 2L, 3L);
        assertThat(other.processes().place("https://b:443", spacing).in()).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aPauseIsForAllProcesses() {
        one.processes().pause("https://a:443", Duration.ofSeconds(100));
        one.processes().pause("https://a:443", Duration.ofSeconds(10));

        assertThat(other.processes().pauses().get("https://a:443")).isGreaterThan(Duration.ofSeconds(50));
        assertThat(other.processes()
                        .place("https://a:443", Duration.ofSeconds(1))
                        .in())
                .isGreaterThan(Duration.ofSeconds(50));
        assertThat(other.processes()
                        .place("https://a:443", Duration.ofSeconds(1))
                        .pause())
                .isGreaterThan(Duration.ofSeconds(50));
    }

    private Hold take(State state, boolean requested) {
        return state.processes().take("a", HOUR, requested ? Turn.NOW : Turn.DUE, fenced::add);
    }

    private static Map<String, Duration> due(State state) {
        return state.processes().load(Map.of("a", HOUR)).due();
    }

    private static PageCommit page(OpenSweep sweep, int next, String... ids) {
        List<SeenContact> contacts = StateContract.contacts(1, ids);
        return new PageCommit("a", sweep.sequence(), next, null, contacts);
    }

    private static SweepEnd end(SweepStatus status) {
        return new SweepEnd(status, "last-page", StateContract.NOON, null);
    }

    private static String name(State state) {
        return state.processes().id().replaceFirst("-[0-9a-f]{8}$", "");
    }

    /** When it was last seen, in milliseconds. */
    private long seen(State state) {
        return other.processes().members().stream()
                .filter(process -> process.name().equals(name(state)))
                .mapToLong(Member::seen)
                .max()
                .orElseThrow();
    }

    private long turn() {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT turn_at FROM routes_account WHERE alias = 'a'")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has all processes silent for half of the takeover time. */
    private void beSilent() {
        sql("UPDATE routes_process SET seen_at = seen_at - 15000, alive_until = alive_until - 15000");
    }

    /** Of those that hold accounts, as by a network that ends idle connections. */
    private void endConnections() {
        sql("SELECT pg_terminate_backend(pid, 10000) FROM pg_locks JOIN pg_database ON oid = database"
                + " WHERE locktype = 'advisory' AND mode = 'ExclusiveLock' AND datname = current_database()");
    }

    private boolean waits(Statement statement) {
        return bool(statement, "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock')");
    }

    private static boolean bool(Statement statement, String query) {
        try (var row = statement.executeQuery(query)) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void sql(String text) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
