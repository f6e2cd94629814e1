package io.contactroutes.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.state.ContactState;
import io.contactroutes.state.OpenSweep;
import io.contactroutes.state.State;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests that a process killed in the middle of commits leaves exactly its committed pages and no lock. */
@Timeout(180)
class SqliteDatabaseKillTest {

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
            int committed = killAfter(url, 1 + random.nextInt(MOST_PAGES), random.nextInt(MOST_DELAY_NANOS));
            try (State state = JdbcState.open(url)) {
                OpenSweep sweep = state.openSweep("a").orElseThrow();
                assertThat(sweep.nextPage()).as("kill %d, seed %d", kill, seed).isBetween(committed + 1, committed + 2);
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

    /** Asserts every contact of the pages before; of the next page all may be marked as being published, or none. */
    private static void assertPagesBefore(State state, int nextPage) {
        for (int page = 1; page < nextPage; page++) {
            byte[] hash = StateContract.hash(page);
            assertThat(state.known("a", CommittingProcess.ids(page)).values())
                    .hasSize(CommittingProcess.PAGE)
                    .allMatch(known -> known.unchanged(hash));
        }
        Collection<ContactState> uncertain =
                state.known("a", CommittingProcess.ids(nextPage)).values();
        assertThat(uncertain).noneMatch(ContactState::published);
        assertThat(uncertain.size()).isIn(0, CommittingProcess.PAGE);
        assertThat(state.known("a", CommittingProcess.ids(nextPage + 1))).isEmpty();
    }

    @Test
    void keepsASecondProcessOutUntilItIsKilled() throws IOException, InterruptedException {
        Path file = folder.resolve("contacts.db");
        String url = "jdbc:sqlite:" + file;
        try (CommittingProcess process = CommittingProcess.start(url)) {
            int first = process.committed();

            assertThat(Refusal.of(() -> JdbcState.open(url))).contains(file.toString(), "in use by another process");
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
}
