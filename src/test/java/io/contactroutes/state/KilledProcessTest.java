package io.contactroutes.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed in the middle of commits leaves exactly its committed pages, and the database free. */
@Timeout(180)
class KilledProcessTest {

    private static final int KILLS = 15;
    private static final int MOST_PAGES = 20;

    /** About the time of two pages, so that the kill falls into any step of one. */
    private static final int MOST_DELAY_NANOS = 40_000_000;

    @TempDir
    private Path folder;

    @Test
    void leavesExactlyTheCommittedPages() throws IOException, InterruptedException {
        String url = "jdbc:sqlite:" + folder.resolve("contacts.db");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int kill = 1; kill <= KILLS; kill++) {
            int said = killAfter(url, 1 + random.nextInt(MOST_PAGES), random.nextInt(MOST_DELAY_NANOS));
            try (State state = State.open(url)) {
                OpenSweep sweep = state.openSweep("a").orElseThrow();
                assertThat(sweep.nextPage()).as("kill %d, seed %d", kill, seed).isBetween(said + 1, said + 2);
                assertThat(sweep.progress()).isEqualTo("{\"pages\":" + (sweep.nextPage() - 1) + "}");
                assertThat(state.distinct("a", 1)).isEqualTo((sweep.nextPage() - 1L) * CommittingProcess.PAGE);
                assertPagesBefore(state, sweep.nextPage());
            }
        }
    }

    private static int killAfter(String url, int pages, long delayNanos) throws IOException, InterruptedException {
        try (CommittingProcess process = CommittingProcess.start(url)) {
            int last = 0;
            for (int i = 0; i < pages; i++) {
                last = process.committed();
                assertThat(last).as("the process ended by itself").isPositive();
            }
            LockSupport.parkNanos(delayNanos);
            return process.kill(last);
        }
    }

    /** Every contact of the pages before; of the next page all may be on their way or none, and nothing is settled. */
    private static void assertPagesBefore(State state, int nextPage) {
        for (int page = 1; page < nextPage; page++) {
            byte[] hash = StateContract.hash(page);
            assertThat(state.known("a", CommittingProcess.ids(page)).values())
                    .hasSize(CommittingProcess.PAGE)
                    .allMatch(known -> known.unchanged(hash));
        }
        Collection<ContactState> onTheWay =
                state.known("a", CommittingProcess.ids(nextPage)).values();
        assertThat(onTheWay).noneMatch(ContactState::published);
        assertThat(onTheWay.size()).isIn(0, CommittingProcess.PAGE);
        assertThat(state.known("a", CommittingProcess.ids(nextPage + 1))).isEmpty();
    }

    @Test
    void keepsASecondProcessAwayUntilItIsKilled() throws IOException, InterruptedException {
        Path file = folder.resolve("contacts.db");
        String url = "jdbc:sqlite:" + file;
        try (CommittingProcess process = CommittingProcess.start(url)) {
            int first = process.committed();

            assertThat(Refusal.of(() -> State.open(url))).contains(file.toString(), "in use by another process");
            try (State operator = State.openBeside(url, null, null)) {
                operator.approveDeletes("a", StateContract.NOON);
            }
            assertThat(process.committed()).as("goes on").isGreaterThan(first);
            process.kill(first);
        }
        try (State state = State.open(url)) {
            assertThat(state.deletesApprovedAt("a")).contains(StateContract.NOON);
        }
    }
}
