package io.contactroutes.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters are read in the order in which they were published, from all releases, and removed without a trace. */
class DeadLetterFilesTest {

    private static final String OLD = "a.ndjson";
    private static final String FIRST = "a/2026-01-02/235959.000000-000001.ndjson";
    private static final String SECOND = "a/2026-01-02/235959.000000-000002.ndjson";
    private static final String THIRD = "a/2026-01-03/000000.000000-000001.ndjson";

    @TempDir
    private Path directory;

    private DeadLetterFiles letters;

    @BeforeEach
    void publish() throws IOException {
        letters = new DeadLetterFiles(directory);
        write(THIRD, "a:1", "a:6");
        write(FIRST, "a:3");
        write(OLD, "a:1", "a:2");
        write(SECOND, "a:4", "a:5", "a:4");
        write("b/2026-01-02/000000.000000-000001.ndjson", "a:1");
        write("a/2026-01-02/.235959.000000-000003.ndjson.tmp", "a:9");
    }

    @Test
    void readsThemInTheOrderOfTheirPaths() throws IOException {
        assertThat(uids()).containsExactly("a:1", "a:2", "a:3", "a:4", "a:5", "a:4", "a:1", "a:6");
    }

    @Test
    void removesThoseOfAContactFromEveryFile() throws IOException {
        assertThat(letters.remove("a", "a:1")).isEqualTo(2);
        assertThat(uids()).containsExactly("a:2", "a:3", "a:4", "a:5", "a:4", "a:6");

        assertThat(letters.remove("a", "a:4")).isEqualTo(2);
        assertThat(uids()).containsExactly("a:2", "a:3", "a:5", "a:6");
        assertThat(temporary()).isEmpty();
    }

    @Test
    void deletesAFileThatBecomesEmpty() throws IOException {
        assertThat(letters.remove("a", "a:3")).isEqualTo(1);

        assertThat(file(FIRST)).doesNotExist();
        assertThat(file(SECOND)).exists();
    }

    @Test
    void leavesTheOtherFilesAsTheyAre() throws IOException {
        Object before = Files.readAttributes(file(SECOND), "unix:ino,lastModifiedTime");

        assertThat(letters.remove("a", "a:6")).isEqualTo(1);
        assertThat(letters.remove("a", "a:77")).isZero();

        assertThat((Object) Files.readAttributes(file(SECOND), "unix:ino,lastModifiedTime"))
                .isEqualTo(before);
        assertThat(temporary()).isEmpty();
    }

    @Test
    void hasNoneOfAnAccountThatHasNone() throws IOException {
        letters.forEach("c", letter -> assertThat(letter).isNull());

        assertThat(letters.remove("c", "c:1")).isZero();
    }

    private List<String> uids() throws IOException {
        List<String> uids = new ArrayList<>();
        letters.forEach("a", letter -> uids.add(letter.path("uid").textValue()));
        return uids;
    }

    private List<Path> temporary() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file ->
                            file.toString().endsWith(".tmp") && !file.endsWith(".235959.000000-000003.ndjson.tmp"))
                    .toList();
        }
    }

    private void write(String path, String... uids) throws IOException {
        Files.createDirectories(file(path).getParent());
        Files.write(
                file(path),
                Stream.of(uids).map(uid -> "{\"uid\":\"" + uid + "\"}").toList());
    }

    private Path file(String path) {
        return directory.resolve("dead-letters").resolve(path);
    }
}
