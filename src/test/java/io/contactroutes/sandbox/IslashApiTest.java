package io.contactroutes.sandbox;

import static io.contactroutes.sandbox.SandboxClient.json;
import static io.contactroutes.sandbox.SandboxClient.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IslashApiTest {

    private static final String PATH = "/api/public/chat-label/customers";

    private final ProviderDouble provider =
            ProviderDouble.start(List.of(Served.of("islash", "islash").withContacts(60)));
    private final SandboxClient client = new SandboxClient(provider);

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void announcesMorePagesInHyphenatedKeys() throws Exception {
        JsonNode first = json(client.islash("islash", "page=1"));
        assertThat(first.at("/meta")).hasToString("{\"code\":\"RESP_OKAY\",\"message\":\"Success\"}");
        assertThat(first.at("/data/contacts")).hasSize(30);
        assertThat(first.at("/data/pagination")).hasToString("{\"has-more-page\":true,\"per-page\":30}");
        JsonNode last = json(client.islash("islash", "page=2"));
        assertThat(last.at("/data/contacts")).hasSize(30);
        assertThat(last.at("/data/pagination/has-more-page").booleanValue()).isFalse();
        assertThat(json(client.islash("islash", "page=3")).at("/data/contacts")).isEmpty();
    }

    @Test
    void honoursPerPage() throws Exception {
        JsonNode page = json(client.islash("islash", "page=2&per_page=50"));
        assertThat(page.at("/data/contacts")).hasSize(10);
        assertThat(page.at("/data/pagination/per-page").intValue()).isEqualTo(50);
    }

    @Test
    void showsSixKeysAndNoTimes() throws Exception {
        JsonNode contact = json(client.islash("islash", "")).at("/data/contacts/0");
        assertThat(contact.fieldNames())
                .toIterable()
                .containsExactly("id", "first_name", "last_name", "identity", "labels", "assigned_to");
        assertThat(contact.at("/id").isInt()).isTrue();
    }

    @Test
    void keepsIdentitiesWithoutPlus() throws Exception {
        List<String> identities = StreamSupport.stream(
                        json(client.islash("islash", "per_page=60"))
                                .at("/data/contacts")
                                .spliterator(),
                        false)
                .map(contact -> contact.at("/identity").textValue())
                .toList();
        assertThat(identities).allMatch(identity -> identity.matches("[0-9]{4,16}|GB\\.[0-9]+"));
        assertThat(identities).anyMatch(identity -> identity.length() == 16);
    }

    @Test
    void refusesAWrongTokenByStatusAndAWrongQueryByCode() throws Exception {
        HttpRequest.Builder wrongToken = client.request("islash", PATH + "?session=s&label_id=all")
                .header("X-USER-TOKEN", "wrong")
                .POST(BodyPublishers.noBody());
        assertThat(send(wrongToken).statusCode()).isEqualTo(401);
        assertCode(PATH + "?session=wrong&label_id=all", "RESP_INVALID_SESSION");
        assertCode(PATH + "?session=sandbox-session-islash", "RESP_INVALID_LABEL");
    }

    @Test
    void knowsOnePathAndOneMethod() throws Exception {
        assertThat(send(client.islash("islash", "page=1").GET()).statusCode()).isEqualTo(404);
    }

    private void assertCode(String pathAndQuery, String code) throws Exception {
        HttpRequest.Builder request = client.request("islash", pathAndQuery)
                .header("X-USER-TOKEN", "sandbox-token-islash")
                .POST(BodyPublishers.noBody());
        assertThat(send(request).statusCode()).isEqualTo(200);
        assertThat(json(request).at("/meta/code").textValue()).isEqualTo(code);
    }
}
