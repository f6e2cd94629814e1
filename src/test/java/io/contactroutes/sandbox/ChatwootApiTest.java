package io.contactroutes.sandbox;

import static io.contactroutes.sandbox.SandboxClient.json;
import static io.contactroutes.sandbox.SandboxClient.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatwootApiTest {

    private static final String SORT = "sort=created_at,email,phone_number";

    private final ProviderDouble provider =
            ProviderDouble.start(List.of(Served.of("99digital", "chatwoot").withContacts(40)));
    private final SandboxClient client = new SandboxClient(provider);

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void pagesByFifteenToAnEmptyPage() throws Exception {
        List<Integer> sizes = new ArrayList<>();
        List<Long> ids = new ArrayList<>();
        for (int page = 1; page <= 4; page++) {
            JsonNode answer = json(client.chatwoot("99digital", SORT + "&page=" + page));
            assertThat(answer.at("/meta/count").intValue()).isEqualTo(40);
            sizes.add(answer.at("/payload").size());
            answer.at("/payload").forEach(contact -> ids.add(contact.at("/id").longValue()));
        }
        assertThat(sizes).containsExactly(15, 15, 10, 0);
        assertThat(ids)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 40).boxed().toList());
        assertThat(provider.sourceIds("99digital"))
                .isEqualTo(ids.stream().map(String::valueOf).toList());
    }

    @Test
    void showsTheKeysOfTheJbuilderViews() throws Exception {
        JsonNode contact = json(client.chatwoot("99digital", "page=1")).at("/payload/0");
        assertThat(contact.fieldNames())
                .toIterable()
                .contains("additional_attributes", "availability_status", "email", "id", "name", "phone_number")
                .contains("blocked", "identifier", "thumbnail", "custom_attributes", "created_at", "contact_inboxes")
                .doesNotContain("updated_at", "labels", "assignee");
        assertThat(contact.at("/contact_inboxes/0/inbox").fieldNames())
                .toIterable()
                .containsExactly("id", "avatar_url", "channel_id", "name", "channel_type", "provider");
        assertThat(contact.at("/created_at").isIntegralNumber()).isTrue();
    }

    @Test
    void leavesLastActivityOutWhereThereIsNone() throws Exception {
        int with = 0;
        int without = 0;
        for (JsonNode contact : json(client.chatwoot("99digital", SORT)).at("/payload")) {
            assertThat(contact.path("last_activity_at").isNull()).isFalse();
            if (contact.has("last_activity_at")) {
                with++;
            } else {
                without++;
            }
        }
        assertThat(with).isPositive();
        assertThat(without).isPositive();
    }

    @Test
    void listsOnlyContactsWithEmailPhoneOrIdentifier() throws Exception {
        for (int page = 1; page <= 3; page++) {
            assertThat(json(client.chatwoot("99digital", "page=" + page)).at("/payload"))
                    .allMatch(contact -> contact.hasNonNull("email")
                            || contact.hasNonNull("phone_number")
                            || contact.hasNonNull("identifier"));
        }
    }

    @Test
    void echoesThePageAsTextAndWithoutOneSendsTheNumberOne() throws Exception {
        assertThat(json(client.chatwoot("99digital", "page=2"))
                        .at("/meta/current_page")
                        .textValue())
                .isEqualTo("2");
        assertThat(json(client.chatwoot("99digital", SORT))
                        .at("/meta/current_page")
                        .isInt())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "abc"})
    void takesOddPagesForTheFirstAndEchoesThem(String page) throws Exception {
        JsonNode answer = json(client.chatwoot("99digital", SORT + "&page=" + page));
        assertThat(answer.at("/payload/0/id").intValue()).isEqualTo(1);
        assertThat(answer.at("/meta/current_page").textValue()).isEqualTo(page);
    }

    @Test
    void sortsByCreationWhateverWasDoneToTheList() throws Exception {
        provider.contacts("99digital").shuffle(7);
        assertThat(json(client.chatwoot("99digital", SORT)).at("/payload/0/id").intValue())
                .isEqualTo(1);
        assertThat(json(client.chatwoot("99digital", "sort=-created_at"))
                        .at("/payload/0/id")
                        .intValue())
                .isEqualTo(40);
        int unsorted = json(client.chatwoot("99digital", "sort=nonsense"))
                .at("/payload/0/id")
                .intValue();
        assertThat(unsorted)
                .isEqualTo(provider.contacts("99digital").numbers().get(0).intValue() + 1);
    }

    @Test
    void takesEitherSpellingOfTheHeaderButNotBoth() throws Exception {
        HttpRequest.Builder underscores = client.request("99digital", "/api/v1/accounts/1/contacts")
                .header("api_access_token", "sandbox-token-99digital");
        assertThat(send(underscores).statusCode()).isEqualTo(200);
        assertThat(send(underscores.header("Api-Access-Token", "sandbox-token-99digital"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void refusesAsChatwootDoes() throws Exception {
        assertRefusal(
                client.request("99digital", "/api/v1/accounts/1/contacts"),
                401,
                "{\"errors\":[\"You need to sign in or sign up before continuing.\"]}");
        assertRefusal(
                client.request("99digital", "/api/v1/accounts/1/contacts")
                        .header("Authorization", "Bearer sandbox-token-99digital"),
                401,
                "{\"errors\":[\"You need to sign in or sign up before continuing.\"]}");
        assertRefusal(
                client.request("99digital", "/api/v1/accounts/1/contacts").header("Api-Access-Token", "wrong"),
                401,
                "{\"error\":\"Invalid Access Token\"}");
        assertRefusal(
                client.request("99digital", "/api/v1/accounts/2/contacts")
                        .header("Api-Access-Token", "sandbox-token-99digital"),
                404,
                "{\"error\":\"Resource could not be found\"}");
    }

    private static void assertRefusal(HttpRequest.Builder request, int status, String body) throws Exception {
        HttpResponse<String> answer = send(request);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
    }
}
