package io.contactroutes.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files get their final name when their sweep has ended, and only then. */
class NdjsonFilesTest {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final String FIRST = "20260102T030405.678Z-s1.ndjson";

    @TempDir
    private Path directory;

    private Path folder;

    @BeforeEach
    void nameFolder() {
        folder = directory.resolve("contacts/99digital");
    }

    @Test
    void renamesAFileWhenItsSweepEnds() throws IOException {
        try (NdjsonFiles files = new NdjsonFiles(directory)) {
            files.append(List.of(deletion("s1", "1")));
            assertThat(folder.resolve(FIRST + ".part")).exists();
            assertThat(folder.resolve(FIRST)).doesNotExist();

            files.append(List.of(end("s1", true)));
        }

        assertThat(folder.resolve(FIRST + ".part")).doesNotExist();
        assertThat(folder.resolve(FIRST))
                .hasContent("{\"schema\":\"contact/v1\",\"uid\":\"99digital:1\",\"account\":\"99digital\","
                        + "\"deleted\":true}\n");
        assertThat(directory.resolve("sweeps/receipts.ndjson")).hasContent("{}\n");
    }

    @Test
    void keepsTheFileOfASweepThatGoesOn() throws IOException {
        try (NdjsonFiles files = new NdjsonFiles(directory)) {
            files.append(List.of(deletion("s1", "1"), end("s1", false)));
        }
        Files.writeString(folder.resolve(FIRST + ".part"), "{\"half", java.nio.file.StandardOpenOption.APPEND);

        try (NdjsonFiles files = new NdjsonFiles(directory)) {
            files.append(List.of(deletion("s1", "2")));
            files.append(List.of(end("s1", true)));
        }

        assertThat(Files.readAllLines(folder.resolve(FIRST)))
                .hasSize(2)
                .allMatch(line -> line.endsWith("\"deleted\":true}"));
    }

    @Test
    void finishesWhatAnEarlierSweepLeft() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(FIRST + ".part"), "{\"whole\":1}\n{\"half");

        try (NdjsonFiles files = new NdjsonFiles(directory)) {
            files.append(List.of(deletion("s2", "1")));
        }

        assertThat(folder.resolve(FIRST)).hasContent("{\"whole\":1}\n");
    }

    @Test
    void cutsABrokenTailBeforeItFinishesAFile() throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(FIRST + ".part"), "{\"whole\":1}\n{\"half");

        try (NdjsonFiles files = new NdjsonFiles(directory)) {
            files.append(List.of(end("s1", true)));
        }

        assertThat(folder.resolve(FIRST)).hasContent("{\"whole\":1}\n");
    }

    @Test
    void makesNoFileForASweepWithoutContacts() throws IOException {
        try (NdjsonFiles files = new NdjsonFiles(directory)) {
            files.append(List.of());
            files.append(List.of(end("s1", true)));
        }

        assertThat(folder).doesNotExist();
    }

    private static SinkRecord deletion(String sweep, String id) {
        return SinkRecord.deleted("99digital", sweep, START, id, START);
    }

    private static SinkRecord end(String sweep, boolean closes) {
        return SinkRecord.receipt(
                "99digital", sweep, START, "ended", "{}".getBytes(StandardCharsets.UTF_8), closes, START);
    }
}
