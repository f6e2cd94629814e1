package io.contactroutes.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.sink.Publication;
import io.contactroutes.sink.PublishRouteContract;
import io.contactroutes.sink.SinkRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.FileComponent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code publish-files} writes whole files, each under a path behind all paths before it, whatever else writes, fails or is
 * killed.
 */
class PublishFilesRouteTest extends PublishRouteContract {

    private static final String DAY = "2026-01-02/";

    @TempDir
    private Path home;

    /** Its name has what an address of Camel would have to escape. */
    private Path directory;

    @Override
    protected String sink() {
        return "files";
    }

    @Override
    protected Map<String, String> settings() {
        directory = home.resolve("what comes out, 100% ä+b");
        return Map.of("contacts.files.directory", directory.toString());
    }

    @Override
    protected Map<String, Object> beans(CamelContext context) {
        return beans(
                directory,
                Clock.fixed(Instant.parse("2026-01-02T03:04:05.678901Z"), ZoneOffset.UTC),
                new ForcedFileComponent());
    }

    private static Map<String, Object> beans(Path directory, Clock clock, FileComponent files) {
        return Map.of("file", files, "recordFiles", new RecordFiles(directory, clock));
    }

    /** A context with the route and a clock and a component of its own, to be started. */
    static CamelContext context(Path directory, Clock clock, FileComponent files) throws Exception {
        return context(
                "files",
                Map.of("contacts.files.directory", directory.toString()),
                context -> beans(directory, clock, files));
    }

    // --- what is written ---

    @Test
    void writesAFileForEachStreamAndAccount() {
        publish(Publication.of(
                List.of(contact("a", "1"), receipt("b"), contact("b", "1"), tombstone("a", "2"), deadLetter("a"))));

        assertThat(written())
                .containsExactly(
                        "contacts/a/2026-01-02/030405.678901-000001.ndjson",
                        "contacts/b/2026-01-02/030405.678901-000001.ndjson",
                        "dead-letters/a/2026-01-02/030405.678901-000001.ndjson",
                        "sweeps/b/2026-01-02/030405.678901-000001.ndjson");
        assertThat(directory.resolve("contacts/a/2026-01-02/030405.678901-000001.ndjson"))
                .hasContent("{\"uid\":\"a:1\"}\n"
                        + "{\"schema\":\"contact/v1\",\"uid\":\"a:2\",\"account\":\"a\",\"deleted\":true}\n");
    }

    @Test
    void writesNothingForAnEmptyPublication() {
        publish(Publication.of(List.of()));

        assertThat(directory).doesNotExist();
    }

    @Test
    void leavesNothingButFinishedFiles() throws IOException {
        publish(contact("1"));

        try (Stream<Path> files = Files.walk(directory)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("030405.678901-000001.ndjson", ".newest");
        }
    }

    @Test
    void pathsSortAsTheyWerePublished() {
        IntStream.range(0, 30).forEach(number -> publish(contact("" + number)));

        assertThat(published())
                .containsExactlyElementsOf(
                        IntStream.range(0, 30).mapToObj(number -> "a:" + number).toList());
    }

    // --- what fails ---

    @Test
    void neverReplacesAFile() throws IOException {
        publish(contact("1"));
        Path foreign = directory.resolve("contacts/a/" + DAY + "030405.678901-000002.ndjson");
        Files.writeString(foreign, "{\"uid\":\"a:foreign\"}\n");

        Exchange refused = publish(contact("2"));

        assertThat(refused.getException()).isNotNull();
        assertThat(foreign).hasContent("{\"uid\":\"a:foreign\"}");
        publish(contact("2"));
        assertThat(published()).containsExactly("a:1", "a:foreign", "a:2");
    }

    @Test
    void failsWithTheFailureOfTheDiskAndGoesOnAfterIt() throws IOException {
        Path obstacle = directory.resolve("contacts/a/2026-01-02");
        Files.createDirectories(obstacle.getParent());
        Files.writeString(obstacle, "a file where a folder should be");

        Exchange failed = publish(contact("1"));

        assertThat(failed.getException()).isNotNull();
        assertThat(rootCause(failed.getException())).isInstanceOf(FileSystemException.class);
        Files.delete(obstacle);
        assertThat(publish(contact("1")).getException()).isNull();
        assertThat(published()).containsExactly("a:1");
    }

    @Test
    void writesTheFilesBeforeTheOneThatFails() throws IOException {
        Files.createDirectories(directory.resolve("contacts"));
        Files.writeString(directory.resolve("contacts/b"), "a file where a folder should be");

        Exchange failed = publish(Publication.of(List.of(contact("a", "1"), contact("b", "1"), contact("c", "1"))));

        assertThat(rootCause(failed.getException())).isInstanceOf(FileSystemException.class);
        assertThat(written()).containsExactly("contacts/a/2026-01-02/030405.678901-000001.ndjson");
    }

    @Test
    void aFullDiskIsAFailureAndLeavesNothing() throws IOException {
        try (PublishingProcess process = PublishingProcess.withSmallDisk(directory)) {
            assertThat(process.publish("1")).isEqualTo("ok");
            assertThat(process.publish("x".repeat(100_000)))
                    .as("the last write is taken in part")
                    .startsWith("FileSystemException: ");
            assertThat(process.publish("x".repeat(1_000_000)))
                    .as("a write is refused")
                    .startsWith("FileSystemException: ");
            assertThat(temporary()).isEmpty();
            assertThat(process.publish("2")).isEqualTo("ok");
        }
        assertThat(published()).containsExactly("a:1", "a:2");
    }

    @Test
    void aKillBeforeTheRenameLeavesAHiddenFileOnly() throws Exception {
        try (PublishingProcess process = PublishingProcess.haltingBeforeTheRename(directory)) {
            assertThat(process.publish("1")).isNull();
            assertThat(process.awaitEnd()).isEqualTo(PublishingProcess.KILLED);
        }
        assertThat(written()).isEmpty();
        assertThat(temporary()).hasSize(1).allMatch(file -> Files.isRegularFile(file) && isHidden(file));

        new LeftoverFiles(directory).clear(Instant.now());
        assertThat(temporary()).hasSize(1);
        new LeftoverFiles(directory).clear(Instant.now().plus(Duration.ofMinutes(61)));
        assertThat(temporary()).isEmpty();
    }

    // --- who writes at the same time ---

    @Test
    void pathsAreSeenInTheirOrderWhileThreadsPublish() throws Exception {
        List<CompletableFuture<Void>> publishing = IntStream.range(0, 4)
                .mapToObj(thread -> CompletableFuture.runAsync(
                        () -> IntStream.range(0, 50).forEach(number -> publish(contact(thread + "-" + number)))))
                .toList();

        assertNothingIsSeenBehind(CompletableFuture.allOf(publishing.toArray(CompletableFuture[]::new)));

        assertThat(published()).hasSize(200);
        for (int thread = 0; thread < 4; thread++) {
            assertPublishedInOrder(thread, 50);
        }
    }

    @Test
    void processesFollowEachOtherThoughTheirClocksDoNot() throws Exception {
        List<String> order = new ArrayList<>();
        try (PublishingProcess ahead = PublishingProcess.start(directory, Duration.ofHours(-30));
                PublishingProcess behind = PublishingProcess.start(directory, Duration.ofHours(30))) {
            for (int number = 0; number < 20; number++) {
                String id = String.valueOf(number);
                order.add("a:" + id);
                if (number % 3 == 2) {
                    publish(contact(id));
                } else {
                    assertThat((number % 3 == 0 ? ahead : behind).publish(id)).isEqualTo("ok");
                }
            }
        }

        assertThat(published()).isEqualTo(order);
    }

    @Test
    void pathsAreSeenInTheirOrderWhileProcessesPublish() throws Exception {
        try (PublishingProcess other = PublishingProcess.start(directory, Duration.ofHours(1))) {
            assertThat(other.publish("0-0")).isEqualTo("ok");
            CompletableFuture<Void> here = CompletableFuture.runAsync(
                    () -> IntStream.range(0, 60).forEach(number -> publish(contact("1-" + number))));
            CompletableFuture<Void> there = CompletableFuture.runAsync(() -> IntStream.range(1, 60)
                    .forEach(number -> assertThat(other.publish("0-" + number)).isEqualTo("ok")));

            assertNothingIsSeenBehind(CompletableFuture.allOf(here, there));
        }

        assertThat(published()).hasSize(120);
        assertPublishedInOrder(0, 60);
        assertPublishedInOrder(1, 60);
    }

    /**
     * Reads as docs/subscribers.md says: as listing a folder is no snapshot, it takes from a second list what is not behind the
     * newest path of the first.
     */
    private void assertNothingIsSeenBehind(CompletableFuture<Void> publishing) throws Exception {
        TreeSet<String> seen = new TreeSet<>();
        boolean ended;
        do {
            ended = publishing.isDone();
            TreeSet<String> first = new TreeSet<>(written());
            if (!first.isEmpty()) {
                TreeSet<String> second = new TreeSet<>(new TreeSet<>(written()).headSet(first.last(), true));
                second.removeAll(seen);
                if (!seen.isEmpty() && !second.isEmpty()) {
                    assertThat(second.first()).isGreaterThan(seen.last());
                }
                seen.addAll(second);
            }
        } while (!ended);
        publishing.get();
    }

    private void assertPublishedInOrder(int writer, int count) {
        assertThat(published())
                .filteredOn(uid -> uid.startsWith("a:" + writer + "-"))
                .containsExactlyElementsOf(IntStream.range(0, count)
                        .mapToObj(number -> "a:" + writer + "-" + number)
                        .toList());
    }

    private static Publication contact(String id) {
        return Publication.of(List.of(contact("a", id)));
    }

    private static SinkRecord deadLetter(String account) {
        return SinkRecord.deadLetter(account, "s1", account + ":1", "{}".getBytes(), Instant.EPOCH);
    }

    /** The uids of the account's contacts in the order of the paths. */
    private List<String> published() {
        return written().stream()
                .filter(path -> path.startsWith("contacts/a/"))
                .flatMap(path -> lines(directory.resolve(path)))
                .map(line -> line.replaceAll(".*\"uid\":\"([^\"]*)\".*", "$1"))
                .toList();
    }

    private List<String> written() {
        return files(".ndjson").stream()
                .map(file -> directory.relativize(file).toString())
                .sorted()
                .toList();
    }

    private List<Path> temporary() {
        return files(".tmp");
    }

    /** Those that end so, of a folder in which files are written and renamed. */
    private List<Path> files(String ending) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(ending)) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failure) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private static boolean isHidden(Path file) {
        return file.getFileName().toString().startsWith(".");
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
