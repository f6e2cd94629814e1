package io.contactroutes.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.contactroutes.support.LogCapture;
import io.contactroutes.support.LogGuard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Where settings come from, which of two wins, and what is said about those that cannot be. */
class SettingsTest {

    private static final String SECRET = "SECRET-78";

    @TempDir
    private Path home;

    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = home.resolve("application.properties");
        Files.writeString(file, "contacts.files.directory = from-file\ncamel.route-template[a-b].every = 20m\n");
    }

    @Test
    void takesTheFileBeforeTheDefault() {
        Settings settings = load(Map.of(), Map.of());

        assertThat(settings.path(Setting.FILES_DIRECTORY)).isEqualTo(home.resolve("from-file"));
        assertThat(settings.text(Setting.SINK)).isEqualTo("files");
        assertThat(settings.duration(Setting.REQUEST_RETRY_TIMEOUT)).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void takesTheEnvironmentBeforeTheFile() {
        Settings settings =
                load(Map.of("CONTACTS_FILES_DIRECTORY", "from-env", "CAMEL_ROUTE_TEMPLATE_A_B_EVERY", "1h"), Map.of());

        assertThat(settings.text(Setting.FILES_DIRECTORY)).isEqualTo("from-env");
        assertThat(settings.value("camel.route-template[a-b].every")).isEqualTo("1h");
    }

    @Test
    void takesTheCommandLineBeforeTheEnvironment() {
        Settings settings = load(
                Map.of("CONTACTS_FILES_DIRECTORY", "from-env"), Map.of("contacts.files.directory", "from-command"));

        assertThat(settings.text(Setting.FILES_DIRECTORY)).isEqualTo("from-command");
    }

    @Test
    void knowsAParameterThatOnlyTheEnvironmentSets() {
        assertThat(load(Map.of("CAMEL_ROUTE_TEMPLATE_A_B_PARALLELPAGES", "3"), Map.of())
                        .value("camel.route-template[a-b].parallelPages"))
                .isEqualTo("3");
    }

    /** The shipped file shows each setting with the default that holds without it. */
    @ParameterizedTest
    @EnumSource(Setting.class)
    void shippedFileShowsTheDefault(Setting setting) {
        Settings shipped = Settings.load(Path.of(""), Map.of(), Map.of());

        assertThat(shipped.text(setting)).isEqualTo(setting.defaultValue());
        assertThat(Path.of("application.properties")).content().contains("\n" + setting.key() + " =");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            contacts.snk                    | did you mean contacts.sink?
            contacts.files.dir              | it can be one of
            contacts.Emit                   | did you mean contacts.emit?
            contacts.request.timout         | did you mean contacts.request.timeout?
            """)
    void namesAnUnknownSettingAndSuggests(String key, String suggestion) {
        assertThat(refusal(Map.of(), Map.of(key, "x")))
                .startsWith("There is no setting " + key + "; ")
                .contains(suggestion);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', textBlock = """
            contacts.sink                   | kafak  | one of files, kafka
            contacts.sink                   |        | one of files, kafka
            contacts.emit                   | some   | one of changes, all
            contacts.deletes.after-sweeps   | 0      | a whole number from 1
            contacts.deletes.after-sweeps   | two    | a whole number from 1
            contacts.deletes.max-share      | 10     | a share from 0% to 100%
            contacts.deletes.max-share      | 101%   | a share from 0% to 100%
            contacts.nodes.takeover         | 2s     | a duration from 3s on
            contacts.nodes.takeover         | 1h     | a duration from 3s on
            contacts.sweep.deadline         | 6      | a duration such as
            contacts.sweep.deadline         | 6 h    | a duration such as
            contacts.request.retry-timeout  | PT2M   | a duration such as
            contacts.request.max-tries      | 0      | a whole number from 1
            contacts.request.back-off       | 500    | a duration such as
            contacts.request.max-back-off   | soon   | a duration such as
            contacts.request.retry-statuses | 5      | statuses from 400 to 599
            contacts.request.retry-statuses | 200    | statuses from 400 to 599
            contacts.request.retry-statuses | 3xx    | statuses from 400 to 599
            contacts.request.retry-statuses | 429 5xx | statuses from 400 to 599
            contacts.request.timeout        | -1s    | a duration such as
            contacts.request.max-body       | 32MB   | a size such as
            contacts.request.max-body       | 0MiB   | a size such as
            contacts.request.max-depth      | 1e2    | a whole number from 1 on
            """)
    void saysWhatASettingTakes(String key, String value, String takes) {
        assertThat(refusal(Map.of(), Map.of(key, value == null ? "" : value)))
                .startsWith("Setting " + key + " does not accept the value given: it accepts " + takes);
    }

    @Test
    void refusesAWrongValueOfTheEnvironmentToo() throws IOException {
        Files.writeString(file, "contacts.emit = changes\n");

        assertThat(refusal(Map.of("CONTACTS_EMIT", SECRET), Map.of())).contains("contacts.emit");
    }

    @Test
    void namesAKeyThatIsSetTwice() throws IOException {
        Files.writeString(file, "camel.route-template[a].token = x\ncamel.route-template[a].token = " + SECRET + "\n");

        assertThat(refusal(Map.of(), Map.of()))
                .contains(file.toString(), "camel.route-template[a].token twice", "another name");
    }

    @Test
    void namesAFileThatIsNotThere() throws IOException {
        Files.delete(file);

        assertThat(refusal(Map.of(), Map.of())).contains("Cannot read " + file);
    }

    @Test
    void namesAFileThatIsNotInUtf8() throws IOException {
        Files.write(file, ("contacts.files.directory = Zoë" + SECRET).getBytes(StandardCharsets.ISO_8859_1));

        assertThat(refusal(Map.of(), Map.of())).contains(file.toString(), "UTF-8");
    }

    @Test
    void namesAFileThatIsNoPropertiesFile() throws IOException {
        Files.writeString(file, "contacts.files.directory = \\u12\n");

        assertThat(refusal(Map.of(), Map.of())).contains(file + " is not a properties file");
    }

    @Test
    void takesTheStatusesThatAreTriedAgainInAnyForm() {
        for (String statuses : List.of("", "503", "408, 4xx ,599", "5xx,429")) {
            Settings settings = load(Map.of(), Map.of("contacts.request.retry-statuses", statuses));

            assertThat(settings.text(Setting.REQUEST_RETRY_STATUSES)).isEqualTo(statuses);
        }
    }

    /** From the weakest to the strongest; within one place the new name counts. */
    @Test
    void takesAnOldNameFromEachPlaceAndWarnsOnce() throws IOException {
        Files.writeString(file, "contacts.request.patience = 1s\n");
        Map<String, String> environment = Map.of("CONTACTS_REQUEST_PATIENCE", "2s");
        Map<String, String> commandLine = Map.of("contacts.request.patience", "3s");

        IntStream.rangeClosed(1, 4).forEach(load -> LogGuard.expect("use the new name"));
        assertThat(retryTimeoutAndWarning(Map.of(), Map.of()))
                .containsExactly(
                        "PT1S",
                        "WARN io.contactroutes.config.RenamedSettings Setting contacts.request.patience is now"
                                + " contacts.request.retry-timeout; use the new name, as the next release does not accept the"
                                + " old one.");
        assertThat(retryTimeoutAndWarning(environment, Map.of())).first().isEqualTo("PT2S");
        assertThat(retryTimeoutAndWarning(environment, commandLine)).first().isEqualTo("PT3S");
        assertThat(retryTimeoutAndWarning(
                        Map.of("CONTACTS_REQUEST_PATIENCE", "2s", "CONTACTS_REQUEST_RETRY_TIMEOUT", "4s"), Map.of()))
                .first()
                .isEqualTo("PT4S");
    }

    @Test
    void saysNothingOfOldNamesThatAreNotUsed() {
        assertThat(retryTimeoutAndWarning(Map.of(), Map.of())).containsExactly("PT2M");
    }

    private List<String> retryTimeoutAndWarning(Map<String, String> environment, Map<String, String> overrides) {
        try (LogCapture log = LogCapture.open()) {
            Settings settings = load(environment, overrides);
            return Stream.concat(
                            Stream.of(settings.duration(Setting.REQUEST_RETRY_TIMEOUT)
                                    .toString()),
                            log.lines().stream().filter(line -> line.startsWith("WARN")))
                    .toList();
        }
    }

    private Settings load(Map<String, String> environment, Map<String, String> overrides) {
        return Settings.load(home, environment, overrides);
    }

    private String refusal(Map<String, String> environment, Map<String, String> overrides) {
        ConfigurationException refusal =
                catchThrowableOfType(ConfigurationException.class, () -> load(environment, overrides));
        assertThat(refusal).as("the settings are refused").isNotNull();
        assertThat(refusal.getMessage()).matches(".*[.?]").doesNotContain(SECRET, "\n");
        return refusal.getMessage();
    }
}
