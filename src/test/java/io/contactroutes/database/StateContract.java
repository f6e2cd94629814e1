package io.contactroutes.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contactroutes.state.ContactState;
import io.contactroutes.state.EndedSweep;
import io.contactroutes.state.OpenSweep;
import io.contactroutes.state.PageCommit;
import io.contactroutes.state.SeenContact;
import io.contactroutes.state.StartOver;
import io.contactroutes.state.StartOver.Published;
import io.contactroutes.state.State;
import io.contactroutes.state.StateException;
import io.contactroutes.state.SweepEnd;
import io.contactroutes.state.SweepStatus;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests what every database has to do. */
abstract class StateContract {

    static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");

    private String url;
    private State state;

    /** A new and empty database. */
    abstract String newDatabase() throws SQLException;

    /** Makes the database refuse to write a contact with this id, over any connection. */
    abstract void refuse(String url, String id) throws SQLException;

    @BeforeEach
    void open() throws SQLException {
        url = newDatabase();
        state = JdbcState.open(url);
    }

    @AfterEach
    void close() {
        state.close();
    }

    private void reopen() {
        state.close();
        state = JdbcState.open(url);
    }

    // -- sweeps

    @Test
    void goesOnAtTheFirstUncommittedPage() {
        OpenSweep begun = state.begin("a", "sweep-1", NOON);
        state.commit(new PageCommit("a", begun.sequence(), 2, "{\"pages\":1}", contacts(1, "anna")));
        reopen();

        assertThat(begun).isEqualTo(new OpenSweep("a", 1, "sweep-1", NOON, 1, null));
        assertThat(state.openSweep("a")).contains(new OpenSweep("a", 1, "sweep-1", NOON, 2, "{\"pages\":1}"));
        assertThat(state.openSweep("b")).isEmpty();
    }

    @Test
    void keepsADeferredSweepOpen() {
        state.begin("a", "sweep-1", NOON);
        state.commit(new PageCommit("a", 1, 5, "{}", List.of()));
        state.end("a", 1, new SweepEnd(SweepStatus.DEFERRED, "rate-limited", NOON, "{\"waits\":3}"));

        assertThat(state.openSweep("a")).contains(new OpenSweep("a", 1, "sweep-1", NOON, 5, "{\"waits\":3}"));
        assertThat(state.lastEnded("a")).isEmpty();

        state.commit(new PageCommit("a", 1, 6, "{}", contacts(1, "anna")));
        assertThat(state.openSweep("a").orElseThrow().nextPage()).isEqualTo(6);
    }

    @Test
    void remembersHowTheLastSweepEnded() {
        state.begin("a", "sweep-1", NOON);
        SweepEnd end = new SweepEnd(SweepStatus.INCOMPLETE, "repeated-page", NOON.plusSeconds(9), "{\"pages\":4}");
        state.end("a", 1, end);

        assertThat(state.openSweep("a")).isEmpty();
        assertThat(state.lastEnded("a")).contains(new EndedSweep("a", 1, "sweep-1", NOON, end));
        assertThat(state.begin("a", "sweep-2", NOON).sequence()).isEqualTo(2);
    }

    @Test
    void remembersTheLastSweepsAndTheLastCompleteOne() {
        sweep("a", SweepStatus.COMPLETE, "anna");
        sweep("a", SweepStatus.COMPLETE, "anna");
        sweep("a", SweepStatus.FAILED, "anna");
        sweep("b", SweepStatus.INCOMPLETE, "anna");

        assertThat(state.ended("a", 2)).extracting(EndedSweep::sequence).containsExactly(3L, 2L);
        assertThat(state.ended("a", 9))
                .hasSize(3)
                .first()
                .isEqualTo(state.lastEnded("a").orElseThrow());
        assertThat(state.ended("c", 9)).isEmpty();
        assertThat(state.lastComplete("a").orElseThrow().sequence()).isEqualTo(2);
        assertThat(state.lastComplete("b")).isEmpty();
        assertThat(state.lastComplete("c")).isEmpty();
    }

    @Test
    void findsNotesOfAllAccountsByTheirKey() {
        state.note("a", "paused", "1");
        state.note("b", "paused", "2");
        state.note("b", "pausedtoo", "3");

        assertThat(state.noted("paused")).isEqualTo(Map.of("a", "1", "b", "2"));
        assertThat(state.noted("nothing")).isEmpty();
    }

    @Test
    void hasOneOpenSweepForAnAccount() {
        state.begin("a", "sweep-1", NOON);

        assertThatThrownBy(() -> state.begin("a", "sweep-2", NOON))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("sweep-1");
        assertThat(state.begin("b", "sweep-3", NOON).sequence()).isEqualTo(1);
    }

    @Test
    void takesNothingForASweepThatHasEnded() {
        sweep("a", SweepStatus.COMPLETE, "anna");

        assertThatThrownBy(() -> state.commit(new PageCommit("a", 1, 9, "{}", contacts(1, "berta"))))
                .isInstanceOf(StateException.class);
        assertThatThrownBy(() -> state.end("a", 1, ended(SweepStatus.FAILED))).isInstanceOf(StateException.class);
        assertThat(state.known("a", List.of("berta"))).isEmpty();
        assertThat(state.lastEnded("a").orElseThrow().end().status()).isEqualTo(SweepStatus.COMPLETE);
    }

    // -- contacts

    @Test
    void knowsWhatWasPublishedAndSeen() {
        state.begin("a", "sweep-1", NOON);
        state.aboutToPublish("a", List.of("anna", "ünal \"🦜\""));
        state.commit(new PageCommit(
                "a",
                1,
                2,
                null,
                List.of(
                        new SeenContact("anna", hash(7), hash(70)),
                        new SeenContact("ünal \"🦜\"", hash(8), null),
                        SeenContact.only("dead"))));

        assertThat(state.known("a", List.of("anna", "ünal \"🦜\"", "dead", "unknown")))
                .containsOnly(
                        entry("anna", new ContactState(hash(7), hash(70), 1)),
                        entry("ünal \"🦜\"", new ContactState(hash(8), null, 1)),
                        entry("dead", new ContactState(null, null, 1)));
        assertThat(state.known("b", List.of("anna"))).isEmpty();
        assertThat(state.known("a", List.of())).isEmpty();
    }

    @Test
    void keepsHashAndSourceOfAContactThatWasOnlySeen() {
        sweep("a", SweepStatus.COMPLETE, "anna");
        state.begin("a", "sweep", NOON);
        state.commit(new PageCommit("a", 2, 2, null, List.of(SeenContact.only("anna"))));

        assertThat(state.known("a", List.of("anna")))
                .containsOnly(entry("anna", new ContactState(hash(1), hash(10), 2)));
    }

    @Test
    void knowsNoSourceOfWhatIsUncertain() {
        sweep("a", SweepStatus.COMPLETE, "anna", "berta");
        state.aboutToPublish("a", List.of("anna"));

        assertThat(state.known("a", List.of("anna", "berta")))
                .containsOnly(
                        entry("anna", new ContactState(null, null, 1)),
                        entry("berta", new ContactState(hash(1), hash(10), 1)));

        state.settle("a", List.of(new SeenContact("anna", hash(2), null)));
        assertThat(state.known("a", List.of("anna"))).containsOnly(entry("anna", new ContactState(hash(2), null, 1)));
    }

    @Test
    void forgetsTheSourceOfContentThatIsStoredWithoutOne() {
        sweep("a", SweepStatus.COMPLETE, "anna");
        state.begin("a", "sweep", NOON);
        state.aboutToPublish("a", List.of("anna"));
        state.commit(new PageCommit("a", 2, 2, null, List.of(new SeenContact("anna", hash(2), null))));

        assertThat(state.known("a", List.of("anna"))).containsOnly(entry("anna", new ContactState(hash(2), null, 2)));
    }

    @Test
    void countsAContactOnceHoweverOftenItComes() {
        state.begin("a", "sweep-1", NOON);
        state.aboutToPublish("a", List.of("anna"));
        state.commit(new PageCommit(
                "a",
                1,
                2,
                null,
                List.of(
                        new SeenContact("anna", hash(1), hash(10)),
                        new SeenContact("anna", hash(2), hash(20)),
                        SeenContact.only("anna"))));
        state.commit(new PageCommit("a", 1, 3, null, List.of(SeenContact.only("anna"), SeenContact.only("berta"))));

        assertThat(state.distinct("a", 1)).isEqualTo(2);
        assertThat(state.known("a", List.of("anna")).get("anna").unchanged(hash(2)))
                .isTrue();
    }

    @Test
    void changesNothingWhenACommitFailsHalfWay() throws SQLException {
        state.begin("a", "sweep-1", NOON);
        state.aboutToPublish("a", List.of("anna"));
        state.commit(new PageCommit("a", 1, 2, "{\"pages\":1}", contacts(1, "anna")));
        refuse(url, "poison");

        assertThatThrownBy(() -> state.commit(
                        new PageCommit("a", 1, 3, "{\"pages\":2}", contacts(2, "anna", "berta", "poison"))))
                .isInstanceOf(StateException.class);

        assertThat(state.openSweep("a")).contains(new OpenSweep("a", 1, "sweep-1", NOON, 2, "{\"pages\":1}"));
        assertThat(state.known("a", List.of("anna", "berta", "poison")))
                .containsOnly(entry("anna", new ContactState(hash(1), hash(10), 1)));

        state.commit(new PageCommit("a", 1, 3, "{\"pages\":2}", contacts(2, "anna", "berta")));
        assertThat(state.distinct("a", 1)).isEqualTo(2);
    }

    @Test
    void takesPagesFromManyThreads() throws InterruptedException, ExecutionException {
        state.begin("a", "sweep-1", NOON);
        state.begin("b", "sweep-2", NOON);
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<?>> pages = new ArrayList<>();
            for (int page = 1; page <= 60; page++) {
                int number = page;
                pages.add(threads.submit(() -> sweepPage(number % 2 == 0 ? "a" : "b", number)));
            }
            for (Future<?> page : pages) {
                page.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(state.distinct("a", 1)).isEqualTo(30 * 20 + 5);
        assertThat(state.distinct("b", 1)).isEqualTo(30 * 20 + 5);
    }

    /** Nobody waits in a circle, and nothing that a page has seen is lost. */
    @Test
    void takesPagesBesideAnOperator() throws InterruptedException, ExecutionException {
        List<String> ids = IntStream.range(0, 1500).mapToObj(i -> "id-" + i).toList();
        List<String> forgotten = ids.subList(0, 20);
        state.begin("a", "sweep-1", NOON);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (State operator = JdbcState.openBeside(url, null, null)) {
            List<Future<?>> pages = new ArrayList<>();
            for (int page = 1; page <= 30; page++) {
                List<String> onPage = new ArrayList<>(ids);
                Collections.shuffle(onPage, new Random(page));
                List<SeenContact> contacts =
                        contacts(page, onPage.subList(0, 150).toArray(String[]::new));
                int next = page + 1;
                pages.add(threads.submit(() -> {
                    state.aboutToPublish("a", contacts);
                    state.commit(new PageCommit("a", 1, next, "{}", contacts));
                }));
            }
            for (Future<?> page : pages) {
                operator.deleted("a", forgotten);
                operator.aboutToPublish("a", forgotten);
                operator.settle("a", contacts(99, forgotten.toArray(String[]::new)));
                operator.startOver("a", new StartOver(null, Published.UNCERTAIN, Map.of()));
                page.get();
            }
        } finally {
            threads.shutdownNow();
        }
        Set<String> brought = new HashSet<>();
        for (int page = 1; page <= 30; page++) {
            List<String> onPage = new ArrayList<>(ids);
            Collections.shuffle(onPage, new Random(page));
            brought.addAll(onPage.subList(0, 150));
        }
        brought.removeAll(forgotten);
        assertThat(state.known("a", brought).values()).hasSize(brought.size()).allMatch(known -> known.lastSeen() == 1);
        assertThat(state.distinct("a", 1)).isBetween((long) brought.size(), (long) brought.size() + forgotten.size());
    }

    /** Twenty contacts of the page, and five that every page brings, in another order each time. */
    private void sweepPage(String account, int page) {
        List<String> ids = Stream.concat(
                        IntStream.range(0, 20).mapToObj(i -> page + "-" + i),
                        IntStream.range(0, 5).mapToObj(i -> "all-" + (i + page) % 5))
                .toList();
        state.known(account, ids);
        state.aboutToPublish(account, ids);
        state.commit(new PageCommit(account, 1, page + 1, "{}", contacts(page, ids.toArray(String[]::new))));
    }

    // -- on the way to the sink

    @Test
    void publishesAgainWhatMayNotHaveArrived() {
        sweep("a", SweepStatus.COMPLETE, "anna");
        state.begin("a", "sweep-2", NOON);
        state.aboutToPublish("a", List.of("anna", "berta", "berta"));
        reopen();

        assertThat(state.known("a", List.of("anna", "berta")).values()).noneMatch(ContactState::published);
        assertThat(state.distinct("a", 2)).as("seen by the sweep").isZero();

        state.commit(new PageCommit("a", 2, 2, null, contacts(2, "anna", "berta")));
        assertThat(state.known("a", List.of("anna", "berta")).values()).allMatch(known -> known.unchanged(hash(2)));
    }

    @Test
    void missesAContactThatMayHaveArrivedAndNeverCameAgain() {
        sweep("a", SweepStatus.COMPLETE, "anna");
        state.begin("a", "sweep-2", NOON);
        state.aboutToPublish("a", List.of("ghost"));
        state.commit(new PageCommit("a", 2, 2, null, contacts(1, "anna")));
        state.end("a", 2, ended(SweepStatus.COMPLETE));
        assertThat(state.missing("a", 2, null, 10)).isEmpty();

        sweep("a", SweepStatus.COMPLETE, "anna");
        assertThat(state.missing("a", 2, null, 10)).containsExactly("ghost");
    }

    /** Its tombstone may be in the sink, before or after it. */
    @Test
    void publishesAgainWhatWasForgottenOnTheWay() {
        sweep("a", SweepStatus.COMPLETE, "anna", "berta");
        state.begin("a", "sweep-2", NOON);
        state.aboutToPublish("a", List.of("anna", "clara", "dora"));
        state.deleted("a", List.of("anna", "berta", "clara"));

        state.commit(new PageCommit("a", 2, 2, null, contacts(1, "anna", "berta", "clara", "dora")));
        state.end("a", 2, ended(SweepStatus.COMPLETE));

        assertThat(state.distinct("a", 2)).isEqualTo(4);
        assertThat(state.known("a", List.of("anna", "berta", "clara", "dora")))
                .containsOnly(
                        entry("anna", new ContactState(null, null, 2)),
                        entry("berta", new ContactState(null, null, 2)),
                        entry("clara", new ContactState(null, null, 2)),
                        entry("dora", new ContactState(hash(1), hash(10), 2)));
        sweep("a", SweepStatus.COMPLETE, "dora");
        assertThat(state.missing("a", 1, null, 10))
                .as("the sink may hold them")
                .containsExactly("anna", "berta", "clara");
    }

    @Test
    void missesWhatWasForgottenWhileItWasPublishedOutsideASweep() {
        sweep("a", SweepStatus.COMPLETE, "anna");
        state.aboutToPublish("a", List.of("dora"));
        state.deleted("a", List.of("dora"));

        state.settle("a", contacts(1, "dora"));

        assertThat(state.known("a", List.of("dora")).get("dora").published()).isFalse();
        assertThat(state.liveCount("a")).as("the sink may hold it").isEqualTo(2);
    }

    @Test
    void publishesAgainWhatAnotherProcessPublishedOnTheWay() {
        sweep("a", SweepStatus.COMPLETE, "anna");
        state.begin("a", "sweep-2", NOON);
        state.aboutToPublish("a", List.of("anna"));
        state.settle("a", contacts(3, "anna"));

        state.commit(new PageCommit("a", 2, 2, null, contacts(2, "anna")));

        assertThat(state.known("a", List.of("anna"))).containsOnly(entry("anna", new ContactState(null, null, 2)));
    }

    @Test
    void createsAContactAgainThatCameBackWhileItsTombstoneWasOnTheWay() {
        sweep("a", SweepStatus.COMPLETE, "anna", "berta");
        sweep("a", SweepStatus.COMPLETE, "anna");
        state.aboutToPublish("a", state.missing("a", 1, null, 10));
        reopen();

        assertThat(state.known("a", List.of("berta")).get("berta").published()).isFalse();
        assertThat(state.missing("a", 1, null, 10)).as("still to be deleted").containsExactly("berta");
    }

    // -- deletes

    @ParameterizedTest(name = "{0} with deletes after {1} -> {2}")
    @CsvSource({
        "C, 1, ''",
        "C, 2, ''",
        "C C, 3, ''",
        "C C, 1, gone",
        "C C, 2, ''",
        "C C C, 2, gone",
        "C C C, 3, ''",
        "C C C C, 3, gone",
        "C C I, 1, ''",
        "C C I C, 1, gone",
        "C C I C, 2, ''",
        "C C I C C, 2, gone",
        "C C F C, 2, ''",
        "C C F C C, 2, gone",
        "C I I I, 1, ''",
        "I C, 1, gone",
        "F C C, 2, gone",
        "C C D, 2, ''",
        "C C C D, 2, gone"
    })
    void missesAContactAfterCompleteSweepsInARow(String sweeps, int afterSweeps, String missing) {
        String[] seen = {"here", "gone"};
        for (String initial : sweeps.split(" ")) {
            sweep("a", status(initial), seen);
            seen = new String[] {"here"};
        }
        assertThat(state.missing("a", afterSweeps, null, 10))
                .isEqualTo(missing.isEmpty() ? List.of() : List.of(missing));
        assertThat(state.missingCount("a", afterSweeps)).isEqualTo(missing.isEmpty() ? 0 : 1);
        assertThat(state.liveCount("a")).isEqualTo(2);
    }

    private static SweepStatus status(String initial) {
        return Stream.of(SweepStatus.values())
                .filter(status -> status.name().startsWith(initial))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void countsAContactAsSeenInASweepThatFailed() {
        sweep("a", SweepStatus.COMPLETE, "anna");
        sweep("a", SweepStatus.FAILED, "anna");
        sweep("a", SweepStatus.COMPLETE);
        assertThat(state.missing("a", 1, null, 10)).containsExactly("anna");
        assertThat(state.missing("a", 2, null, 10)).isEmpty();
    }

    @Test
    void neverMissesWhatWasNeverPublished() {
        state.begin("a", "sweep-1", NOON);
        state.commit(new PageCommit(
                "a", 1, 2, null, List.of(SeenContact.only("dead"), new SeenContact("anna", hash(1), hash(10)))));
        state.end("a", 1, ended(SweepStatus.COMPLETE));
        assertThat(state.known("a", List.of("dead"))).containsKey("dead");
        assertThat(state.liveCount("a")).isEqualTo(1);

        sweep("a", SweepStatus.COMPLETE);
        assertThat(state.missing("a", 1, null, 10)).containsExactly("anna");
        assertThat(state.known("a", List.of("dead"))).isEmpty();
    }

    @Test
    void createsAContactThatComesBack() {
        sweep("a", SweepStatus.COMPLETE, "anna", "berta");
        sweep("a", SweepStatus.COMPLETE, "anna");
        state.deleted("a", List.of("berta"));

        assertThat(state.missingCount("a", 1)).isZero();
        assertThat(state.liveCount("a")).isEqualTo(1);
        assertThat(state.known("a", List.of("berta"))).isEmpty();

        sweep("a", SweepStatus.COMPLETE, "anna", "berta");
        assertThat(state.known("a", List.of("berta")))
                .containsOnly(entry("berta", new ContactState(hash(1), hash(10), 3)));
    }

    @Test
    void pagesThroughTheMissing() {
        String[] ids = IntStream.range(0, 25)
                .mapToObj(i -> (i % 2 == 0 ? "x" : "Y") + i)
                .toArray(String[]::new);
        sweep("a", SweepStatus.COMPLETE, ids);
        sweep("b", SweepStatus.COMPLETE, "other");
        sweep("a", SweepStatus.COMPLETE);

        List<String> all = new ArrayList<>();
        for (List<String> page = state.missing("a", 1, null, 10);
                !page.isEmpty();
                page = state.missing("a", 1, page.get(page.size() - 1), 10)) {
            assertThat(page).hasSizeLessThanOrEqualTo(10);
            all.addAll(page);
            state.deleted("a", page);
        }
        assertThat(all).containsExactly(Stream.of(ids).sorted().toArray(String[]::new));
        assertThat(state.liveCount("b")).isEqualTo(1);
    }

    @Test
    void deletesOneContact() {
        sweep("a", SweepStatus.COMPLETE, "anna", "berta");
        sweep("b", SweepStatus.COMPLETE, "anna");
        state.deleted("a", List.of("anna"));
        state.deleted("nowhere", List.of("anna"));

        assertThat(state.known("a", List.of("anna", "berta"))).containsOnlyKeys("berta");
        assertThat(state.known("b", List.of("anna"))).containsOnlyKeys("anna");
    }

    // -- beginning anew

    @Test
    void givesTheOpenSweepUpAndForgetsWhatWasPublished() {
        sweep("a", SweepStatus.COMPLETE, "anna", "berta");
        sweep("b", SweepStatus.COMPLETE, "anna");
        state.begin("a", "sweep-2", NOON);
        state.commit(new PageCommit("a", 2, 2, "{}", contacts(2, "anna")));
        state.note("a", "old", "text");
        Map<String, String> notes = new HashMap<>();
        notes.put("old", null);
        notes.put("new", "sink");

        state.startOver("a", new StartOver(ended(SweepStatus.FAILED), Published.FORGOTTEN, notes));
        reopen();

        assertThat(state.openSweep("a")).isEmpty();
        assertThat(state.lastEnded("a").orElseThrow().id()).isEqualTo("sweep-2");
        assertThat(state.known("a", List.of("anna", "berta"))).isEmpty();
        assertThat(state.note("a", "old")).isEmpty();
        assertThat(state.note("a", "new")).contains("sink");
        assertThat(state.liveCount("b")).isEqualTo(1);
    }

    @Test
    void keepsMissingWhatBecameUncertain() {
        sweep("a", SweepStatus.COMPLETE, "anna", "berta");
        state.begin("a", "sweep", NOON);
        state.commit(new PageCommit("a", 2, 2, null, List.of(SeenContact.only("anna"), SeenContact.only("dead"))));
        state.end("a", 2, ended(SweepStatus.COMPLETE));

        state.startOver("a", new StartOver(null, Published.UNCERTAIN, Map.of()));

        assertThat(state.known("a", List.of("anna", "berta")).values()).noneMatch(ContactState::published);
        assertThat(state.missing("a", 1, null, 10)).containsExactly("berta");
        assertThat(state.liveCount("a")).as("what was never published is not").isEqualTo(2);
    }

    @Test
    void beginsAnewAsAWholeOrNotAtAll() {
        sweep("a", SweepStatus.COMPLETE, "anna");

        assertThatThrownBy(() -> state.startOver(
                        "a", new StartOver(ended(SweepStatus.FAILED), Published.FORGOTTEN, Map.of("new", "sink"))))
                .isInstanceOf(StateException.class);

        assertThat(state.note("a", "new")).isEmpty();
        assertThat(state.liveCount("a")).isEqualTo(1);
    }

    @Test
    void namesTheAccountsThatHaveSweepsOrContacts() {
        assertThat(state.accounts()).isEmpty();
        state.note("noted", "key", "text");
        sweep("b", SweepStatus.FAILED);
        sweep("a", SweepStatus.COMPLETE, "anna");

        assertThat(state.accounts()).containsExactly("a", "b");
    }

    // -- retiring

    @Test
    void listsWhatWasPublishedInPages() {
        sweep("a", SweepStatus.COMPLETE, "berta", "anna", "clara");
        sweep("b", SweepStatus.COMPLETE, "dora");
        state.begin("a", "sweep", NOON);
        state.commit(new PageCommit("a", 2, 2, null, List.of(SeenContact.only("dead"))));
        state.aboutToPublish("a", List.of("anna", "new"));

        assertThat(state.published("a", 2)).containsExactly("anna", "berta");
        assertThat(state.published("a", 9)).containsExactly("anna", "berta", "clara", "new");
        assertThat(state.published("nowhere", 9)).isEmpty();
    }

    @Test
    void retiresAnAccountWithAllThatIsStoredOfIt() {
        sweep("a", SweepStatus.COMPLETE, "anna");
        sweep("b", SweepStatus.COMPLETE, "anna");
        state.begin("a", "sweep-2", NOON);
        state.note("a", "key", "text");
        state.approveDeletes("a", NOON);

        state.retire("a");
        state.retire("nowhere");

        assertThat(state.accounts()).containsExactly("b");
        assertThat(state.openSweep("a")).isEmpty();
        assertThat(state.lastEnded("a")).isEmpty();
        assertThat(state.liveCount("a")).isZero();
        assertThat(state.notes("a", "")).isEmpty();
        assertThat(state.deletesApprovedAt("a")).isEmpty();
        assertThat(state.begin("a", "sweep", NOON).sequence())
                .as("it may come back, in a process that held it")
                .isEqualTo(1);
    }

    // -- approvals and notes

    @Test
    void keepsAnApprovalUntilItIsUsed() {
        state.approveDeletes("a", NOON);
        reopen();
        assertThat(state.deletesApprovedAt("a")).contains(NOON);
        assertThat(state.deletesApprovedAt("b")).isEmpty();

        state.clearApproval("a");
        assertThat(state.deletesApprovedAt("a")).isEmpty();
    }

    @Test
    void keepsNotes() {
        state.note("a", "sign-in", "3 failures");
        state.note("a", "sign-in", "4 failures");
        state.note("a", "receipt", "sweep-1");
        reopen();
        assertThat(state.note("a", "sign-in")).contains("4 failures");
        assertThat(state.note("b", "sign-in")).isEmpty();

        state.note("a", "sign-in", null);
        assertThat(state.note("a", "sign-in")).isEmpty();
        assertThat(state.note("a", "receipt")).contains("sweep-1");
    }

    @Test
    void takesAnApprovalBesideARunningSweep() {
        state.begin("a", "sweep-1", NOON);
        try (State operator = JdbcState.openBeside(url, null, null)) {
            operator.approveDeletes("a", NOON);
        }
        assertThat(state.deletesApprovedAt("a")).contains(NOON);
        state.commit(new PageCommit("a", 1, 2, null, contacts(1, "anna")));
    }

    @Test
    void failsWhenClosed() {
        state.close();
        state.close();
        assertThatThrownBy(() -> state.openSweep("a"))
                .isInstanceOf(StateException.class)
                .hasMessageContaining("closed");
    }

    private void sweep(String account, SweepStatus status, String... ids) {
        OpenSweep sweep = state.begin(account, "sweep", NOON);
        state.aboutToPublish(account, List.of(ids));
        state.commit(new PageCommit(account, sweep.sequence(), 2, "{}", contacts(1, ids)));
        state.end(account, sweep.sequence(), ended(status));
    }

    private static SweepEnd ended(SweepStatus status) {
        return new SweepEnd(status, "empty-page", NOON, null);
    }

    static List<SeenContact> contacts(int content, String... ids) {
        return Stream.of(ids)
                .map(id -> new SeenContact(id, hash(content), hash(10 * content)))
                .toList();
    }

    static byte[] hash(int content) {
        return ByteBuffer.allocate(SeenContact.HASH_BYTES).putInt(content).array();
    }

    private static Map.Entry<String, ContactState> entry(String id, ContactState known) {
        return Map.entry(id, known);
    }
}
