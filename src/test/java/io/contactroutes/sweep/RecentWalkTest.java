package io.contactroutes.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.contactroutes.config.Account;
import io.contactroutes.database.JdbcState;
import io.contactroutes.state.SeenContact;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecentWalkTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final String SEEN = "-seen";
    private static final String MADE = "-made";

    private final State state = JdbcState.open("jdbc:sqlite::memory:");
    private Instant before = NOON.plus(RecentMarks.SETTLED);
    private final SweepStop stop = new SweepStop(new Account("a", "acme", Map.of()), NOON.plus(Duration.ofDays(1)));

    @Test
    void withoutAMarkOnePageIsReadInEachOrder() {
        RecentWalk walk = walk(Map.of());

        page(walk, 1, SEEN, 3, NOON, NOON.minusSeconds(600));
        page(walk, 1, MADE, 3, NOON.minusSeconds(60));

        assertEnds(walk, StopReason.LAST_PAGE);
        assertThat(walk.marks()).isEqualTo(Map.of(SEEN, NOON, MADE, NOON.minusSeconds(60)));
    }

    @Test
    void endsWhereNothingIsNewAndAllIsOlderThanTheMark() {
        RecentWalk walk = walk(Map.of(SEEN, NOON, MADE, NOON));
        Instant old = NOON.minus(RecentMarks.OVERLAP).minusSeconds(1);

        page(walk, 1, SEEN, 0, NOON.plusSeconds(9), old);
        page(walk, 2, SEEN, 1, old, old);
        page(walk, 3, SEEN, 0, old, old);
        page(walk, 1, MADE, 0, old, old);

        assertEnds(walk, StopReason.LAST_PAGE);
        assertThat(walk.marks()).isEqualTo(Map.of(SEEN, NOON.plusSeconds(9), MADE, old));
        assertThat(walk.counts().pages()).isEqualTo(4);
        assertThat(walk.counts().created()).isEqualTo(1);
    }

    /** Contacts of one time come in any order: the one that changed may be on the next page. */
    @Test
    void aPageOfTiesIsNoEnd() {
        RecentWalk walk = walk(Map.of(SEEN, NOON, MADE, NOON));

        page(walk, 1, SEEN, 0, NOON, NOON, NOON);
        page(walk, 2, SEEN, 0, NOON, NOON, NOON);
        page(walk, 3, SEEN, 0, NOON.minus(RecentMarks.OVERLAP));

        assertThat(walk.order()).isEqualTo(SEEN);
        assertThat(walk.takePage(NOON)).hasValue(4);
    }

    /** Else each recent sweep would read all that was imported at once, until something newer comes. */
    @Test
    void tiesAreReadOnceAndThenOldWhenTheyAreSettled() {
        before = NOON.plus(RecentMarks.SETTLED).plusSeconds(1);
        RecentWalk walk = walk(Map.of(SEEN, NOON, MADE, NOON));

        page(walk, 1, SEEN, 0, NOON, NOON, NOON);
        page(walk, 1, MADE, 0, NOON.plusSeconds(1), NOON);
        page(walk, 2, MADE, 0, NOON, NOON);

        assertEnds(walk, StopReason.LAST_PAGE);
        assertThat(walk.marks()).isEqualTo(Map.of(SEEN, NOON, MADE, NOON.plusSeconds(1)));
    }

    @Test
    void oneThatIsStoppedHasReadNothingForTheNext() {
        RecentWalk walk = walk(Map.of(SEEN, NOON, MADE, NOON));
        page(walk, 1, SEEN, 1, NOON.plusSeconds(99));

        stop.interrupt(StopOutcome.at(2, StopReason.STOPPING, "a: stopped"));

        assertEnds(walk, StopReason.STOPPING);
        assertThat(walk.marks()).isEqualTo(Map.of(SEEN, NOON, MADE, NOON));
    }

    @Test
    void contactsWithoutATimeAreOld() {
        RecentWalk walk = walk(Map.of(SEEN, NOON, MADE, NOON));

        page(walk, 1, SEEN, 0, null, null);

        page(walk, 1, MADE, 0, null, null);
        assertEnds(walk, StopReason.LAST_PAGE);
        assertThat(walk.marks()).isEqualTo(Map.of(SEEN, NOON, MADE, NOON));
    }

    @Test
    void endsAtTheEndOfTheList() {
        RecentWalk walk = walk(Map.of(SEEN, NOON, MADE, NOON));

        read(walk, true, NOON);
        commit(walk, 1);

        assertThat(walk.order()).isEqualTo(MADE);
    }

    @Test
    void leavesWhatIsTooMuchToASweepOfTheWholeList() {
        RecentWalk walk = walk(Map.of(SEEN, NOON, MADE, NOON));
        for (int page = 1; page <= RecentWalk.MOST_PAGES; page++) {
            page(walk, page, SEEN, 10, NOON.plusSeconds(RecentWalk.MOST_PAGES - page));
        }
        page(walk, 1, MADE, 0, NOON.minusSeconds(999));

        assertEnds(walk, StopReason.PAGE_CAP);
        assertThat(walk.outcome().status()).isEqualTo(SweepStatus.INCOMPLETE);
        assertThat(walk.outcome().sentence()).contains("a:", "whole list");
    }

    @ParameterizedTest
    @CsvSource({
        "1767268800, 2026-01-01T12:00:00Z",
        "1767268800123, 2026-01-01T12:00:00.123Z",
        "'\"2026-01-01T12:00:00.5Z\"', 2026-01-01T12:00:00.5Z",
        "'\"2026-01-01T14:00:00+02:00\"', 2026-01-01T12:00:00Z",
    })
    void readsTimesAsProvidersWriteThem(String json, Instant time) throws Exception {
        RecentWalk walk = walk(Map.of());
        walk.read(new ObjectMapper().readTree("[{\"seen\": " + json + "}, {\"seen\": \"no time\"}, {}]"), false);
        commit(walk, 0);
        page(walk, 1, MADE, 0);

        assertThat(walk.marks()).containsEntry(SEEN, time);
    }

    private RecentWalk walk(Map<String, Instant> marks) {
        state.begin("a", "id", NOON);
        return new RecentWalk("a", List.of(SEEN, MADE), new RecentMarks(before, marks), stop);
    }

    private void page(RecentWalk walk, int number, String order, int created, Instant... times) {
        assertThat(walk.takePage(NOON)).hasValue(number);
        assertThat(walk.order()).isEqualTo(order);
        read(walk, false, times);
        commit(walk, created);
    }

    private static void read(RecentWalk walk, boolean end, Instant... times) {
        ArrayNode contacts = new ObjectMapper().createArrayNode();
        for (Instant time : times) {
            JsonNode contact = time == null
                    ? contacts.addObject().putNull("seen").putNull("made")
                    : contacts.addObject().put("seen", time.getEpochSecond()).put("made", time.getEpochSecond());
            assertThat(contact.isObject()).isTrue();
        }
        walk.read(contacts, end);
    }

    private void commit(RecentWalk walk, int created) {
        List<SeenContact> seen = IntStream.range(0, created)
                .mapToObj(i -> SeenContact.only("c" + i))
                .toList();
        walk.commit(state, 1, null, seen, new Counts(1, 1, 1, created, null, created, 0, 0, 0, 0, 0, 0, 0, 0));
    }

    private static void assertEnds(RecentWalk walk, StopReason reason) {
        assertThat(walk.takePage(NOON)).isEqualTo(OptionalInt.empty());
        assertThat(walk.outcome().reason()).isEqualTo(reason);
    }
}
