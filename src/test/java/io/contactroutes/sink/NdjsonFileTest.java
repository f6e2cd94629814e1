package io.contactroutes.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file to which whole lines are appended holds nothing but whole lines, whatever an earlier process left in it. */
class NdjsonFileTest {

    @TempDir
    private Path folder;

    private Path path;

    @BeforeEach
    void name() {
        path = folder.resolve("new/folder/contacts.ndjson.part");
    }

    @Test
    void makesItsFolderAndAppends() throws IOException {
        append("{\"a\":1}\n");
        append("{\"a\":2}\n{\"a\":3}\n");

        assertThat(path).hasContent("{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n");
    }

    @ParameterizedTest(name = "a tail of {0} bytes")
    @ValueSource(ints = {1, 100, 8191, 8192, 8193, 16384, 20_000})
    void cutsABrokenTail(int length) throws IOException {
        leave("{\"a\":1}\n" + "x".repeat(length));

        append("{\"a\":2}\n");

        assertThat(path).hasContent("{\"a\":1}\n{\"a\":2}\n");
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "{", "xxxx"})
    void cutsAFileWithoutAnyLineToNothing(String left) throws IOException {
        leave(left);

        NdjsonFile.open(path).close();

        assertThat(path).isEmptyFile();
    }

    @Test
    void leavesWholeLinesAlone() throws IOException {
        String lines = ("{\"name\":\"" + "é".repeat(5000) + "\"}\n").repeat(5);
        leave(lines);

        NdjsonFile.open(path).close();

        assertThat(Files.readString(path)).isEqualTo(lines);
    }

    private void leave(String text) throws IOException {
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void append(String lines) throws IOException {
        try (NdjsonFile file = NdjsonFile.open(path)) {
            file.append(lines.getBytes(StandardCharsets.UTF_8));
        }
    }
}
