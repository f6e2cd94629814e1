package io.contactroutes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.RecordedContacts;
import io.contactroutes.support.RecordedProvider;
import io.contactroutes.support.RecordedSweep;
import io.contactroutes.support.Recording;
import io.contactroutes.support.RouteFile;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each provider's recorded pages go through its real route, over a real socket, and come out as the recorded contacts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProviderTest {

    private static final String BASIC = "Basic ";

    private RecordedSweep swept;

    @BeforeAll
    void sweepAll(@TempDir Path home) {
        swept = RecordedSweep.of(home, Recording.all());
    }

    @AfterAll
    void stop() {
        swept.close();
    }

    static List<Recording> recordings() {
        return Recording.all();
    }

    static List<String> providers() {
        return RouteFile.providers().stream().map(RouteFile::stem).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordings")
    void publishesTheContacts(Recording recording) {
        List<JsonNode> published = swept.bundle().contacts(recording.name()).stream()
                .map(RecordedContacts::timeless)
                .toList();

        assertThat(published)
                .containsExactlyElementsOf(recording.contacts().published())
                .isNotEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordings")
    void setsTheOthersAside(Recording recording) {
        List<JsonNode> setAside = swept.bundle().deadLetters(recording.name()).stream()
                .map(RecordedContacts::place)
                .toList();

        assertThat(setAside)
                .containsExactlyElementsOf(recording.contacts().deadLetters().stream()
                        .map(Recording::json)
                        .toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordings")
    void readsEachPageOnceUntilTheLast(Recording recording) {
        assertThat(swept.provider().pages(recording.name()))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, recording.pages().count())
                                .boxed()
                                .toList());
        assertThat(swept.sweeps().of(recording.name()).status()).isEqualTo(SweepStatus.COMPLETE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordings")
    void carriesItsSecretsUnharmed(Recording recording) {
        List<LoggedRequest> forPages = swept.provider().requests(recording.name());
        List<LoggedRequest> forToken = swept.provider().tokenRequests(recording.name());

        for (String name : recording.template().secrets()) {
            assertThat(List.of(forPages, forToken))
                    .as(name)
                    .anyMatch(requests -> !requests.isEmpty()
                            && requests.stream().allMatch(request -> carries(request, RecordedSweep.secret(name))));
        }
        assertThat(forToken).hasSize(recording.token().isPresent() ? 1 : 0);
        recording
                .token()
                .map(token -> Recording.json(token).path("access_token").asText())
                .ifPresent(token -> assertThat(forPages)
                        .allMatch(request -> ("Bearer " + token).equals(request.getHeader("Authorization"))));
    }

    /** In a header, after a scheme such as Bearer or in Basic, in the query, or in the body. */
    private static boolean carries(LoggedRequest request, String secret) {
        Stream<String> headers = request.getHeaders().all().stream().flatMap(header -> header.values().stream());
        return headers.anyMatch(value -> value.equals(secret)
                        || value.endsWith(" " + secret)
                        || value.startsWith(BASIC) && namesOf(value).contains(secret))
                || RecordedProvider.query(request).containsValue(secret)
                || request.getBodyAsString().contains(secret);
    }

    /** User and password of a Basic header; OAuth2 has them percent-encoded. */
    private static List<String> namesOf(String basic) {
        String[] pair = new String(Base64.getDecoder().decode(basic.substring(BASIC.length())), StandardCharsets.UTF_8)
                .split(":", 2);
        return Stream.of(pair)
                .flatMap(each ->
                        Stream.of(each, each.contains("%20") ? URLDecoder.decode(each, StandardCharsets.UTF_8) : each))
                .toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordings")
    void logsNothingButItsReceipt(Recording recording) {
        Receipt receipt = swept.sweeps().of(recording.name());

        assertThat(swept.log().about(recording.name())).containsExactly(receipt.line());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providers")
    void isWhole(String provider) {
        Path folder = Recording.ROOT.resolve(provider);

        assertThat(Path.of("routes/providers", provider + ".jslt")).exists();
        assertThat(folder.resolve("account.properties")).exists();
        assertThat(folder.resolve("battery.properties")).exists();
        assertThat(folder.resolve("page-1.json")).exists();
        assertThat(folder.resolve("expected.ndjson")).isNotEmptyFile();
        assertThat(Path.of("docs/providers", provider + ".md")).isNotEmptyFile();
    }

    @Test
    void noFixtureIsLeftOver() throws IOException {
        try (Stream<Path> folders = Files.list(Recording.ROOT)) {
            assertThat(new TreeSet<>(folders.map(folder -> folder.getFileName().toString())
                            .toList()))
                    .containsExactlyElementsOf(new TreeSet<>(providers()));
        }
    }
}
