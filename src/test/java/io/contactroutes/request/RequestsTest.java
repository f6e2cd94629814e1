package io.contactroutes.request;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.contactroutes.support.LogCapture;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where requests go, what they carry, and what is left of them. */
class RequestsTest {

    private RequestRig rig;

    @BeforeEach
    void start() throws Exception {
        rig = new RequestRig(Map.of("url", "/api", "filesUrl", "/files", "token", "planted"), Map.of());
        rig.provider.stubFor(any(anyUrl()).willReturn(okJson("{}")));
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    /** PORT stands for the port of the account's provider, which listens on 127.0.0.1, too. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:PORT/api/contacts",
                "https://localhost:PORT/api/contacts",
                "http://localhost/api/contacts",
                "http://localhost:PORT@127.0.0.1:PORT/",
                "http://user:pw@localhost:PORT/api/contacts",
                "http://127.0.0.1:PORT\\@localhost:PORT/",
                "//localhost:PORT/api/contacts",
                "/api/contacts",
                "file:///etc/passwd",
                "<http://localhost:PORT/api/contacts",
                " ",
            })
    void nothingIsSentElsewhere(String address) {
        try (LogCapture log = LogCapture.open()) {
            Exchange asked = rig.send(
                    address.replace("PORT", String.valueOf(rig.provider.port())),
                    exchange -> exchange.getMessage().setHeader("X-Token", "planted"));

            assertThat(RequestRig.failure(asked).kind()).isEqualTo(RequestException.Kind.REFUSED);
            assertThat(asked.getException())
                    .hasMessage(
                            "acme-desk: a request was not sent, since its address is not on the host of"
                                    + " camel.route-template[acme-desk].filesUrl or camel.route-template[acme-desk].url and would"
                                    + " receive the account's secrets; check that setting and routes/providers/acme.camel.yaml.");
            assertThat(rig.provider.getAllServeEvents()).isEmpty();
            assertThat(log.lines()).noneMatch(line -> line.contains("planted"));
        }
    }

    @Test
    void aRequestWithoutAnAddressIsNotSent() {
        Exchange asked = rig.send(null, exchange -> {});

        assertThat(RequestRig.failure(asked)).hasMessageContaining("a request was not sent");
    }

    @Test
    void everyAddressOfTheAccountIsAllowed() {
        RequestRig.answer(rig.get("/files/1"));
        RequestRig.answer(rig.send(rig.url("/x").replace("localhost", "LOCALHOST"), exchange -> {}));

        assertThat(rig.provider.getAllServeEvents()).hasSize(2);
    }

    /** Camel resolves placeholders in an address before it sends it: an answer of the provider could ask for any setting. */
    @Test
    void placeholdersInAnAddressAreNotResolved() {
        RequestRig.answer(rig.get("/api/{{contact-routes.timeout-millis}}?x={{contact-routes.timeout-millis}}"));

        assertThat(sent().getUrl())
                .isEqualTo("/api/%7B%7Bcontact-routes.timeout-millis%7D%7D"
                        + "?x=%7B%7Bcontact-routes.timeout-millis%7D%7D");
    }

    @Test
    void aCursorIsSentAsItIs() {
        RequestRig.answer(rig.get("/api/people?cursor=a%2Bb%3D%3D&size=2"));

        assertThat(sent().getUrl()).isEqualTo("/api/people?cursor=a%2Bb%3D%3D&size=2");
    }

    @Test
    void aBodyOfJsonIsSentAsText() {
        RequestRig.answer(rig.send(rig.url("/api"), exchange -> {
            exchange.getMessage().setHeader("CamelHttpMethod", "POST");
            exchange.getMessage().setBody(JsonNodeFactory.instance.objectNode().put("page", 1));
        }));

        assertThat(sent().getBodyAsString()).isEqualTo("{\"page\":1}");
    }

    @Test
    void nothingButTheAnswerIsLeft() {
        rig.provider.stubFor(any(anyUrl())
                .willReturn(
                        okJson("{\"a\":1}").withHeader("Link", "</p>; rel=next").withHeader("X-Other", "1")));

        Exchange asked =
                rig.send(rig.url("/api"), exchange -> exchange.getMessage().setHeader("X-Token", "planted"));

        assertThat(RequestRig.answer(asked)).hasToString("{\"a\":1}");
        assertThat(asked.getMessage().getHeaders()).isEmpty();
        assertThat(asked.getVariables()).containsOnlyKeys("sweep", "page", "nextLink");
    }

    private LoggedRequest sent() {
        return rig.provider.getAllServeEvents().get(0).getRequest();
    }
}
