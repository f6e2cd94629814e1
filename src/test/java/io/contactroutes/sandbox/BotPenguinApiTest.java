package io.contactroutes.sandbox;

import static io.contactroutes.sandbox.SandboxClient.json;
import static io.contactroutes.sandbox.SandboxClient.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BotPenguinApiTest {

    private final ProviderDouble provider =
            ProviderDouble.start(List.of(Served.of("eleapi", "botpenguin").withContacts(50)));
    private final SandboxClient client = new SandboxClient(provider);

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void pagesByTheBodyNewestFirstToAnEmptyPage() throws Exception {
        List<Integer> sizes = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (int page = 1; page <= 4; page++) {
            JsonNode answer = json(client.botpenguin("eleapi", "{\"page\":" + page + "}"));
            assertThat(answer.at("/success").booleanValue()).isTrue();
            assertThat(answer.at("/code").intValue()).isEqualTo(200);
            sizes.add(answer.at("/data").size());
            answer.at("/data").forEach(contact -> ids.add(contact.at("/_id").textValue()));
        }
        assertThat(sizes).containsExactly(20, 20, 10, 0);
        assertThat(ids)
                .allMatch(id -> id.matches("[0-9a-f]{24}"))
                .doesNotHaveDuplicates()
                .isSortedAccordingTo(Collections.reverseOrder());
        assertThat(provider.sourceIds("eleapi")).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void readsThePageFromNowhereElse() throws Exception {
        String first = send(client.botpenguin("eleapi", "{}")).body();
        HttpRequest.Builder query = client.request("eleapi", "/inbox/users?page=2")
                .header("Authorization", "Bearer sandbox-token-eleapi")
                .header("authtype", "Key")
                .POST(BodyPublishers.noBody());
        assertThat(send(query).body()).isEqualTo(first);
    }

    @Test
    void showsPhonesWithAndWithoutPlusTrunkZerosAndGaps() throws Exception {
        List<JsonNode> details = new ArrayList<>();
        for (int page = 1; page <= 3; page++) {
            json(client.botpenguin("eleapi", "{\"page\":" + page + "}"))
                    .at("/data")
                    .forEach(contact -> details.add(contact.at("/profile/userDetails")));
        }
        assertThat(details)
                .anyMatch(each -> each.at("/contact/phone/prefix").asText().startsWith("+"));
        assertThat(details)
                .anyMatch(each -> each.at("/contact/phone/prefix").asText().matches("[0-9]+"));
        assertThat(details)
                .anyMatch(each -> each.at("/contact/phone/number").asText().startsWith("0"));
        assertThat(details).anyMatch(each -> each.at("/contact/phone").isMissingNode());
        assertThat(details).anyMatch(each -> each.at("/contact/email").asText().contains("@"));
    }

    @Test
    void answersAWrongTokenAsMongoDoes() throws Exception {
        HttpResponse<String> answer =
                send(client.botpenguin("eleapi", "{}").setHeader("Authorization", "Bearer wrong"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"success\": false, \"message\": \"Argument passed in must be a single "
                        + "String of 12 bytes or a string of 24 hex characters\", \"code\": 400}");
    }

    @Test
    void answersAMissingAuthtypeWith401() throws Exception {
        HttpRequest.Builder request = client.request("eleapi", "/inbox/users")
                .header("Authorization", "Bearer sandbox-token-eleapi")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"page\":1}"));
        assertThat(send(request).statusCode()).isEqualTo(401);
        assertThat(send(request.header("authtype", "Key")).statusCode()).isEqualTo(200);
    }

    @Test
    void refusesBrokenJsonAndOtherMethods() throws Exception {
        assertThat(send(client.botpenguin("eleapi", "{\"page\":")).statusCode()).isEqualTo(400);
        assertThat(send(client.botpenguin("eleapi", "{}").GET()).statusCode()).isEqualTo(404);
    }
}
