package io.contactroutes.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.state.PageCommit;
import io.contactroutes.state.State;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that a SQLite database that is damaged, foreign or cannot be written is refused and left as it is. */
class SqliteOpeningTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("contacts.db");
    }

    private String url() {
        return "jdbc:sqlite:" + file;
    }

    private void refusedUntouched(String because) throws IOException {
        byte[] before = Files.readAllBytes(file);
        assertThat(Refusal.of(() -> JdbcState.open(url()))).contains(file.toString(), because);
        assertThat(Refusal.of(() -> JdbcState.openBeside(url(), null, null))).contains(because);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    private void fill() {
        try (State state = JdbcState.open(url())) {
            state.begin("a", "sweep", StateContract.NOON);
            String[] ids =
                    IntStream.range(0, 20_000).mapToObj(i -> "contact-" + i).toArray(String[]::new);
            state.commit(new PageCommit("a", 1, 2, "{}", StateContract.contacts(1, ids)));
        }
    }

    @Test
    void refusesAFileThatWasCutOff() throws IOException {
        fill();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(Files.size(file) / 2);
        }
        refusedUntouched("is damaged");
    }

    @Test
    void refusesAFileWithAnOverwrittenPage() throws IOException {
        fill();
        byte[] bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, bytes.length / 2, bytes.length / 2 + 8192, (byte) 0x5A);
        Files.write(file, bytes);
        refusedUntouched("is damaged");
    }

    @Test
    void refusesAFileThatWasEmptied() throws IOException {
        fill();
        Files.write(file, new byte[0]);
        refusedUntouched("is damaged");
    }

    @Test
    void refusesAFileThatIsNoDatabase() throws IOException {
        Files.writeString(file, "name;phone\n".repeat(1000));
        refusedUntouched("is not a SQLite database");
    }

    @Test
    void refusesTheDatabaseOfAnotherProgram() throws IOException, SQLException {
        try (Connection other = DriverManager.getConnection(url());
                Statement statement = other.createStatement()) {
            statement.execute("CREATE TABLE invoice (number INTEGER)");
        }
        refusedUntouched("belongs to another program");
    }

    @Test
    void refusesADatabaseThatAnotherProgramHasLocked() throws SQLException {
        fill();
        try (Connection other = DriverManager.getConnection(url());
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            assertThat(Refusal.of(() -> JdbcState.open(url()))).contains(file.toString(), "is locked");
        }
        JdbcState.open(url()).close();
    }

    @Test
    void refusesAFolderThatCannotBeWritten() throws IOException {
        Files.writeString(file, "a file where a folder should be");
        String below = "jdbc:sqlite:" + file.resolve("contacts.db");

        assertThat(Refusal.of(() -> JdbcState.open(below))).contains("cannot be written");
        assertThat(Refusal.of(() -> JdbcState.openBeside(below, null, null))).contains("does not exist");
    }

    @Test
    void refusesAFolderInPlaceOfTheFile() throws IOException {
        Files.createDirectory(file);
        assertThat(Refusal.of(() -> JdbcState.open(url()))).contains(file.toString());
    }

    @Test
    void beginsAnewWhenTheFirstStartWasCutShort() throws IOException {
        Files.writeString(folder.resolve("contacts.db.new"), "half of a beginning");
        JdbcState.open(url()).close();
        assertThat(folder.resolve("contacts.db.new")).doesNotExist();
    }

    @Test
    void isLockedByOneOpeningAtATime() {
        try (State first = JdbcState.open(url())) {
            assertThat(Refusal.of(() -> JdbcState.open(url()))).contains(file.toString(), "in use");
            first.begin("a", "still works", StateContract.NOON);
        }
        JdbcState.open(url()).close();
    }

    @Test
    void keepsNothingOfADatabaseInMemory() {
        try (State state = JdbcState.open("jdbc:sqlite::memory:")) {
            state.begin("a", "sweep", StateContract.NOON);
        }
        try (State state = JdbcState.open("jdbc:sqlite::memory:")) {
            assertThat(state.openSweep("a")).isEmpty();
        }
        assertThat(Refusal.of(() -> JdbcState.openBeside("jdbc:sqlite::memory:", null, null)))
                .contains("does not exist");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "contacts.db",
                "jdbc:h2:mem:x",
                "jdbc:sqlite:",
                "jdbc:sqlite:x.db?cache=shared",
                "jdbc:sqlite:file:x.db"
            })
    void refusesASettingThatNamesNoDatabase(String url) {
        assertThat(Refusal.of(() -> JdbcState.open(url))).contains("write jdbc:sqlite:<file>");
    }
}
