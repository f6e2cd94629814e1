package io.contactroutes.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A start removes or finishes what no other process would. */
class LeftoverFilesTest {

    private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");
    private static final String WHOLE = "{\"a\":1}\n";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "contacts/a/2026-01-01/.120000.000000-000001.ndjson.tmp",
                "sweeps/a/2025-12-31/.120000.000000-000001.ndjson.tmp",
                "dead-letters/a/2026-01-01/.120000.000000-000001.ndjson.tmp",
                "dead-letters/.a.ndjson.tmp"
            })
    void removesATemporaryFileThatIsOlderThanAnHour(String path) throws IOException {
        Path temporary = leave(path, WHOLE);

        touch(temporary, NOW.minus(Duration.ofMinutes(59)));
        clear();
        assertThat(temporary).as("another process may be writing it").exists();

        touch(temporary, NOW.minus(Duration.ofMinutes(61)));
        clear();
        assertThat(temporary).doesNotExist();
    }

    @Test
    void leavesFinishedFilesAsTheyAre() throws IOException {
        Path finished = leave("contacts/a/2026-01-01/120000.000000-000001.ndjson", WHOLE);
        Path newest = leave("contacts/a/.newest", "2026-01-01/120000.000000-000001.ndjson");
        touch(finished, Instant.EPOCH);
        touch(newest, Instant.EPOCH);

        clear();

        assertThat(finished).hasContent(WHOLE);
        assertThat(newest).exists();
    }

    @ParameterizedTest(name = "a broken line of {0} bytes")
    @ValueSource(ints = {0, 1, 100, 8191, 8192, 8193, 20_000})
    void finishesAPartOfRelease010(int length) throws IOException {
        Path part = leave("contacts/a/20260102T030405.678Z-s1.ndjson.part", WHOLE.repeat(3) + "x".repeat(length));

        clear();

        assertThat(part).doesNotExist();
        assertThat(Files.readString(directory.resolve("contacts/a/20260102T030405.678Z-s1.ndjson")))
                .isEqualTo(WHOLE.repeat(3));
    }

    @Test
    void cutsABrokenLineOfTheOtherFilesOfRelease010() throws IOException {
        Path letters = leave("dead-letters/a.ndjson", WHOLE + "{\"half");
        Path receipts = leave("sweeps/receipts.ndjson", "{\"half");

        clear();

        assertThat(Files.readString(letters)).isEqualTo(WHOLE);
        assertThat(receipts).isEmptyFile();
    }

    @Test
    void takesAFolderWithNothingInIt() throws IOException {
        clear();

        assertThat(directory).isEmptyDirectory();
    }

    private void clear() throws IOException {
        new LeftoverFiles(directory).clear(NOW);
    }

    private Path leave(String path, String text) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static void touch(Path file, Instant at) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(at));
    }
}
