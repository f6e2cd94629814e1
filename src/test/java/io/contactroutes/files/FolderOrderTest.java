package io.contactroutes.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The paths of a folder ascend, across restarts too; other processes are in {@link PublishFilesRouteTest}. */
@Timeout(60)
class FolderOrderTest {

    private static final Instant NOON = Instant.parse("2026-01-02T12:00:00Z");

    @TempDir
    private Path directory;

    private Path folder;

    @BeforeEach
    void name() {
        folder = directory.resolve("contacts/a");
    }

    @Test
    void makesTheFoldersOfAFile() throws Exception {
        assertThat(written(order(NOON))).isEqualTo("2026-01-02/120000.000000-000001.ndjson");

        assertThat(folder.resolve("2026-01-02/120000.000000-000001.ndjson")).exists();
    }

    @Test
    void goesOnAfterARestartWithAClockSetBack() throws Exception {
        written(order(NOON));

        assertThat(written(order(NOON.minusSeconds(90_000)))).isEqualTo("2026-01-02/120000.000000-000002.ndjson");
        assertThat(written(order(NOON.plusSeconds(1)))).isEqualTo("2026-01-02/120001.000000-000001.ndjson");
    }

    @Test
    void goesOnAfterFilesThatWereMovedAway() throws Exception {
        Files.delete(folder.resolve(written(order(NOON))));

        assertThat(written(order(NOON.minusSeconds(1)))).isEqualTo("2026-01-02/120000.000000-000002.ndjson");
    }

    @Test
    void goesOnAfterTheNewestFileWhenItsNoteIsLost() throws Exception {
        written(order(NOON.minusSeconds(86_400)));
        written(order(NOON));
        Files.delete(folder.resolve(".newest"));
        Files.createDirectories(folder.resolve("2026-01-03"));

        assertThat(written(order(NOON.minusSeconds(1)))).isEqualTo("2026-01-02/120000.000000-000002.ndjson");
    }

    @Test
    void goesOnAfterTheNewestFileWhenItsNoteIsDamagedOrOld() throws Exception {
        String first = written(order(NOON.minusSeconds(1)));
        FolderOrder order = order(NOON);
        written(order);
        Files.writeString(folder.resolve(".newest"), "2026-01");
        assertThat(written(order)).isEqualTo("2026-01-02/120000.000000-000002.ndjson");

        Files.writeString(folder.resolve(".newest"), first);
        assertThat(written(order(NOON))).isEqualTo("2026-01-02/120000.000000-000003.ndjson");
    }

    @Test
    void ignoresWhatIsNoFileOfItsOwn() throws Exception {
        Files.createDirectories(folder.resolve("2026-13-99x"));
        Files.createDirectories(folder.resolve("2026-02-02"));
        Files.writeString(folder.resolve("2026-02-02/notes.txt"), "");
        Files.writeString(folder.resolve("2026-02-02/.120000.000000-000001.ndjson.tmp"), "");
        Files.writeString(folder.resolve("20270102T030405.678Z-s1.ndjson"), "");

        assertThat(written(order(NOON))).isEqualTo("2026-01-02/120000.000000-000001.ndjson");
    }

    @Test
    void letsOneFileBeWrittenAtATimeWhoeverWrites() throws Exception {
        FolderOrder.Turn first = order(NOON).begin();
        CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> {
            try {
                FolderOrder.Turn turn = order(NOON).begin();
                assertThat(folder.resolve(first.path())).exists();
                turn.end();
                return turn.path();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Files.writeString(folder.resolve(first.path()), "");
        first.end();

        assertThat(second.get()).isEqualTo("2026-01-02/120000.000000-000002.ndjson");
    }

    @Test
    void foldersDoNotWaitForEachOther() throws Exception {
        FolderOrder.Turn first = order(NOON).begin();

        new FolderOrder(directory.resolve("contacts/b"), Clock.systemUTC())
                .begin()
                .end();

        first.end();
    }

    @Test
    void aTurnThatCannotBeginIsOver() throws Exception {
        Files.createDirectories(folder.getParent());
        Files.writeString(folder, "a file where a folder should be");
        FolderOrder order = order(NOON);
        assertThatThrownBy(order::begin).isInstanceOf(FileSystemException.class);
        assertThatThrownBy(order::begin).isInstanceOf(FileSystemException.class);

        Files.delete(folder);

        assertThat(written(order)).isEqualTo("2026-01-02/120000.000000-000001.ndjson");
    }

    /** As a process has it that starts at this time. */
    private FolderOrder order(Instant now) {
        return new FolderOrder(folder, Clock.fixed(now, ZoneOffset.UTC));
    }

    private String written(FolderOrder order) throws Exception {
        FolderOrder.Turn turn = order.begin();
        Files.writeString(folder.resolve(turn.path()), "");
        turn.end();
        return turn.path();
    }
}
