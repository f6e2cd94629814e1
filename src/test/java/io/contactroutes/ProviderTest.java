package io.contactroutes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.RecordedProvider;
import io.contactroutes.support.Recording;
import io.contactroutes.support.Sweeps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** What a query, a header and a path have to carry unharmed. */
    private static final String TOKEN = "t0+/ken=";

    private static final String SESSION = "s+e/s=s&i on%41";

    private final RecordedProvider provider = RecordedProvider.start();
    private BundleFolder bundle;
    private Sweeps sweeps;

    @BeforeAll
    void sweepAll(@TempDir Path home) {
        bundle = BundleFolder.withoutAccounts(home);
        for (Recording recording : Recording.all()) {
            provider.serve(recording);
            Map<String, String> parameters = new HashMap<>(secrets(recording.provider()));
            parameters.put("url", provider.url(recording.name()));
            parameters.put("parallelPages", "1");
            parameters.putAll(recording.parameters());
            bundle.withAccount(recording.name(), recording.provider(), parameters);
        }
        sweeps = bundle.sweep();
    }

    @AfterAll
    void stop() {
        provider.close();
    }

    static List<Recording> recordings() {
        return Recording.all();
    }

    static Stream<String> providers() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("routes/providers"))) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".camel.yaml"))
                    .map(name -> name.substring(0, name.length() - ".camel.yaml".length()))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordings")
    void publishesTheContacts(Recording recording) {
        List<JsonNode> published = bundle.contacts(recording.name()).stream()
                .map(Recording::timeless)
                .toList();

        assertThat(published).containsExactlyElementsOf(recording.expected());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordings")
    void setsTheOthersAside(Recording recording) {
        List<JsonNode> setAside = bundle.deadLetters(recording.name()).stream()
                .map(Recording::place)
                .toList();

        assertThat(setAside).containsExactlyElementsOf(recording.deadLetters());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordings")
    void readsEachPageOnceAndEndsByTheProvidersWord(Recording recording) {
        List<LoggedRequest> requests = provider.requests(recording.name());

        assertThat(requests.stream().map(ProviderTest::page))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, recording.pages().size())
                                .mapToObj(String::valueOf)
                                .toList());
        assertThat(sweeps.of(recording.name()).status()).isEqualTo(SweepStatus.COMPLETE);
    }

    @Test
    void asksIslashInTheQueryWithoutABody() {
        LoggedRequest request = provider.requests("islash").get(0);

        assertThat(request.getMethod().getName()).isEqualTo("POST");
        assertThat(request.getUrl()).startsWith("/islash/api/public/chat-label/customers?");
        assertThat(query(request))
                .containsOnly(
                        Map.entry("session", SESSION),
                        Map.entry("label_id", "all"),
                        Map.entry("page", "1"),
                        Map.entry("per_page", "30"));
        assertThat(request.getHeader("X-USER-TOKEN")).isEqualTo(TOKEN);
        assertThat(request.getBody()).isEmpty();
        assertThat(foreignHeaders(request)).isEmpty();
    }

    @Test
    void asksBotPenguinWithEveryDocumentedFilter() {
        LoggedRequest request = provider.requests("express-chat").get(1);

        assertThat(request.getMethod().getName()).isEqualTo("POST");
        assertThat(request.getUrl()).isEqualTo("/express-chat/inbox/users");
        assertThat(request.getHeader("Authorization")).isEqualTo("Bearer " + TOKEN);
        assertThat(request.getHeader("authtype")).isEqualTo("Key");
        assertThat(request.getHeader("Content-Type")).startsWith("application/json");
        assertThat(Recording.json(request.getBodyAsString())).isEqualTo(Recording.json("""
                {"searchText": "", "tags": [], "status": [], "isOnline": false, "_botWebsite": [], "_botWhatsapp": [],
                 "_botTelegram": [], "_botFacebook": [], "_agentAssigned": [], "segments": [], "applicableFilters": [],
                 "lastSeenAt": {"startAt": "", "endsAt": ""}, "createdAt": {"startAt": "", "endsAt": ""},
                 "userInteracted": false, "lastMessageBy": [], "isLiveChatActive": false,
                 "hasOrdered": {"status": false, "lastAt": ""}, "page": 2, "isExport": "none", "isContact": true}"""));
        assertThat(foreignHeaders(request)).isEmpty();
    }

    @Test
    void asksChatwootInItsOrder() {
        LoggedRequest request = provider.requests("99digital").get(1);

        assertThat(request.getMethod().getName()).isEqualTo("GET");
        assertThat(request.getUrl()).startsWith("/99digital/api/v1/accounts/17/contacts?");
        assertThat(query(request))
                .containsOnly(Map.entry("sort", "created_at,email,phone_number"), Map.entry("page", "2"));
        assertThat(request.getHeader("Api-Access-Token")).isEqualTo(TOKEN);
        assertThat(request.getBody()).isEmpty();
        assertThat(foreignHeaders(request)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("providers")
    void familyIsWhole(String provider) {
        Path folder = Recording.ROOT.resolve(provider);

        assertThat(Path.of("routes/providers", provider + ".jslt")).exists();
        assertThat(folder.resolve("account.properties")).exists();
        assertThat(folder.resolve("page-1.json")).exists();
        assertThat(folder.resolve("expected.ndjson")).isNotEmptyFile();
        assertThat(Path.of("docs/providers", provider + ".md")).isNotEmptyFile();
    }

    @Test
    void noFixtureIsLeftOver() throws IOException {
        try (Stream<Path> folders = Files.list(Recording.ROOT)) {
            assertThat(new TreeSet<>(folders.map(folder -> folder.getFileName().toString())
                            .toList()))
                    .containsExactlyElementsOf(providers().toList());
        }
    }

    private static Map<String, String> secrets(String provider) {
        Map<String, String> all = Map.of("token", TOKEN, "session", SESSION, "accountId", "17");
        Map<String, String> own = new HashMap<>();
        String template = text(Path.of("routes/providers", provider + ".camel.yaml"));
        all.forEach((name, value) -> {
            if (template.contains("- name: " + name + "\n")) {
                own.put(name, value);
            }
        });
        return own;
    }

    private static String page(LoggedRequest request) {
        return request.getQueryParams().containsKey("page")
                ? request.queryParameter("page").firstValue()
                : Recording.json(request.getBodyAsString()).path("page").asText();
    }

    private static Map<String, String> query(LoggedRequest request) {
        Map<String, String> query = new HashMap<>();
        request.getQueryParams()
                .forEach((name, parameter) -> query.put(name, parameter.values().get(0)));
        return query;
    }

    /** Headers that neither HTTP nor the provider asks for: leftovers of the route. */
    private static List<String> foreignHeaders(LoggedRequest request) {
        List<String> names = new ArrayList<>(request.getAllHeaderKeys());
        names.removeIf(name -> Stream.of(
                        "Host",
                        "Connection",
                        "User-Agent",
                        "Accept-Encoding",
                        "Content-Length",
                        "Content-Type",
                        "X-USER-TOKEN",
                        "Authorization",
                        "authtype",
                        "Api-Access-Token",
                        "Transfer-Encoding",
                        "Accept")
                .anyMatch(name::equalsIgnoreCase));
        return names;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
