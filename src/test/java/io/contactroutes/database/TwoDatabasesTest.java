package io.contactroutes.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.state.PageCommit;
import io.contactroutes.state.SeenContact;
import io.contactroutes.state.StartOver;
import io.contactroutes.state.StartOver.Published;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepEnd;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.PostgresServer;
import io.contactroutes.support.SimulatedList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Does the same to a SQLite and to a PostgreSQL state, at random, and compares all that they answer: sweeps of any end, pages whose
 * contacts are new, changed, unchanged or rejected, publications that are announced and not committed, operators' commands beside
 * a sweep, contacts that go and come back. With ids of each form that PostgreSQL stores, and with few contacts, and with more than a row of PostgreSQL's bits has.
 *
 * <p>{@code -Dsimulation.seeds=50} tries more seeds, {@code -Dsimulation.from=7} others.
 */
class TwoDatabasesTest {

    private static final List<String> ACCOUNTS = List.of("a", "b");

    private final List<String> story = new ArrayList<>();
    private List<State> states;
    private Random random;
    private List<String> ids;

    static Stream<Arguments> runs() {
        return Stream.of(12, 2500)
                .flatMap(contacts -> SimulatedList.seeds().mapToObj(seed -> Arguments.of(contacts, seed)));
    }

    @ParameterizedTest(name = "{0} contacts, seed {1}")
    @MethodSource("runs")
    void answerTheSame(int contacts, long seed) {
        random = new Random(seed);
        String form = List.of("%2$s%1$d", "65f1c0de%1$016x", "65f1c0de-0000-4000-8000-%1$012x")
                .get(random.nextInt(3));
        ids = IntStream.range(0, contacts)
                .mapToObj(i -> form.formatted(i, i % 3 == 0 ? "Ü" : "x"))
                .toList();
        String url = PostgresServer.shared().jdbcUrl();
        try (State sqlite = JdbcState.open("jdbc:sqlite::memory:");
                State postgres = JdbcState.open(url)) {
            states = List.of(sqlite, postgres);
            for (int step = 0; step < (contacts > 100 ? 60 : 300); step++) {
                String account = ACCOUNTS.get(random.nextInt(2));
                act(account);
                compare(account);
            }
        }
    }

    private void act(String account) {
        if (states.get(0).openSweep(account).isEmpty() && random.nextInt(4) > 0) {
            both(account + " begins", state -> state.begin(account, "sweep", StateContract.NOON));
            return;
        }
        long open =
                states.get(0).openSweep(account).map(sweep -> sweep.sequence()).orElse(0L);
        List<SeenContact> page = page();
        List<String> some = page.stream().map(SeenContact::id).toList();
        int action = random.nextInt(20);
        if (open > 0 && action < 12) {
            sweep(account, open, action, page);
        } else if (states.get(0).accounts().contains(account)) {
            operate(account, open, action, page, some);
        }
    }

    private void sweep(String account, long open, int action, List<SeenContact> page) {
        if (action < 9) {
            if (random.nextInt(4) > 0) {
                announce(
                        account,
                        page.stream().filter(contact -> contact.hash() != null).toList());
            }
            both(
                    account + " commits " + page.size(),
                    state -> state.commit(new PageCommit(account, open, action + 1, "{}", page)));
        } else {
            SweepStatus[] ends = SweepStatus.values();
            SweepStatus end = random.nextBoolean() ? SweepStatus.COMPLETE : ends[random.nextInt(ends.length)];
            both(account + " ends " + end, state -> state.end(account, open, ended(end)));
        }
    }

    private void operate(String account, long open, int action, List<SeenContact> page, List<String> some) {
        switch (action) {
            case 0, 1, 2, 3 -> announce(account, page);
            case 4, 5, 6, 7, 12 -> both(account + " deletes " + some.size(), state -> state.deleted(account, some));
            case 8, 13, 14, 15 -> {
                List<SeenContact> published =
                        page.stream().filter(contact -> contact.hash() != null).toList();
                both(account + " settles " + published.size(), state -> state.settle(account, published));
            }
            case 9, 16 -> {
                Published published = Published.values()[random.nextInt(3)];
                SweepEnd end = open > 0 ? ended(SweepStatus.FAILED) : null;
                both(
                        account + " starts over, " + published,
                        state -> state.startOver(account, new StartOver(end, published, Map.of())));
            }
            case 10 -> both(account + " retires", state -> state.retire(account));
            default -> {
                List<String> missing = states.get(0).missing(account, 1, null, 5);
                both(account + " deletes missing", state -> state.deleted(account, missing));
            }
        }
    }

    private void announce(String account, List<SeenContact> page) {
        List<String> some = page.stream().map(SeenContact::id).toList();
        boolean tombstones = random.nextInt(3) == 0;
        both(account + " is about to publish " + page.size() + (tombstones ? " ids" : ""), state -> {
            if (tombstones) {
                state.aboutToPublish(account, some);
            } else {
                state.aboutToPublish(account, page);
            }
        });
    }

    /** Neighbours in the list, or any contacts; with new content, with the former, or only seen. */
    private List<SeenContact> page() {
        List<String> page = new ArrayList<>(ids);
        if (random.nextBoolean()) {
            Collections.shuffle(page, random);
        }
        int size = random.nextInt(1 + Math.min(ids.size() / 2, 600));
        int from = random.nextInt(ids.size() - size);
        int kind = random.nextInt(3);
        return page.subList(from, from + size).stream()
                .map(id -> kind == 0 || kind == 1 && random.nextBoolean() ? SeenContact.only(id) : published(id))
                .toList();
    }

    private SeenContact published(String id) {
        int content = 1 + random.nextInt(3);
        return new SeenContact(
                id, StateContract.hash(content), random.nextInt(5) == 0 ? null : StateContract.hash(10 * content));
    }

    private void both(String what, Consumer<State> action) {
        story.add(what);
        states.forEach(action);
    }

    private void compare(String account) {
        long newest = states.get(0)
                .openSweep(account)
                .map(sweep -> sweep.sequence())
                .orElseGet(() -> states.get(0)
                        .lastEnded(account)
                        .map(sweep -> sweep.sequence())
                        .orElse(0L));
        int afterSweeps = 1 + random.nextInt(3);
        String afterId = random.nextBoolean() ? null : ids.get(random.nextInt(ids.size()));
        int limit = 1 + random.nextInt(1000);
        same(state -> state.known(account, ids));
        same(state -> state.distinct(account, newest));
        same(state -> state.openSweep(account));
        same(state -> state.ended(account, 3));
        same(state -> state.missingCount(account, afterSweeps));
        same(state -> state.missing(account, afterSweeps, afterId, limit));
        same(state -> state.liveCount(account));
        same(state -> state.published(account, limit));
        same(State::accounts);
    }

    private void same(Function<State, Object> question) {
        assertThat(question.apply(states.get(1)))
                .as(() -> String.join("\n", story))
                .isEqualTo(question.apply(states.get(0)));
    }

    private static SweepEnd ended(SweepStatus status) {
        return new SweepEnd(status, "empty-page", StateContract.NOON, null);
    }
}
