package io.contactroutes;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.contactroutes.support.RecordedProvider;
import io.contactroutes.support.RecordedSweep;
import io.contactroutes.support.Recording;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The requests of the providers that ship are those that their APIs document. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShippedRequestsTest {

    private RecordedSweep swept;

    @BeforeAll
    void sweep(@TempDir Path home) {
        swept = RecordedSweep.of(
                home,
                Stream.of("islash", "botpenguin", "chatwoot").map(Recording::of).toList());
    }

    @AfterAll
    void stop() {
        swept.close();
    }

    @Test
    void islashIsAskedInTheQueryWithoutABody() {
        LoggedRequest request = swept.provider().requests("islash").get(0);

        assertThat(request.getMethod().getName()).isEqualTo("POST");
        assertThat(request.getUrl()).startsWith("/islash/api/public/chat-label/customers?");
        assertThat(RecordedProvider.query(request))
                .containsOnly(
                        Map.entry("session", RecordedSweep.secret("session")),
                        Map.entry("label_id", "all"),
                        Map.entry("page", "1"),
                        Map.entry("per_page", "30"));
        assertThat(request.getHeader("X-USER-TOKEN")).isEqualTo(RecordedSweep.secret("token"));
        assertThat(request.getBody()).isEmpty();
        assertThat(foreignHeaders(request)).isEmpty();
    }

    @Test
    void botPenguinIsAskedWithEveryDocumentedFilter() {
        LoggedRequest request = swept.provider().requests("express-chat").get(1);

        assertThat(request.getMethod().getName()).isEqualTo("POST");
        assertThat(request.getUrl()).isEqualTo("/express-chat/inbox/users");
        assertThat(request.getHeader("Authorization")).isEqualTo("Bearer " + RecordedSweep.secret("token"));
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
    void chatwootIsAskedInItsOrder() {
        LoggedRequest request = swept.provider().requests("99digital").get(1);

        assertThat(request.getMethod().getName()).isEqualTo("GET");
        assertThat(request.getUrl()).startsWith("/99digital/api/v1/accounts/17/contacts?");
        assertThat(RecordedProvider.query(request))
                .containsOnly(Map.entry("sort", "created_at,email,phone_number"), Map.entry("page", "2"));
        assertThat(request.getHeader("Api-Access-Token")).isEqualTo(RecordedSweep.secret("token"));
        assertThat(request.getBody()).isEmpty();
        assertThat(foreignHeaders(request)).isEmpty();
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
}
