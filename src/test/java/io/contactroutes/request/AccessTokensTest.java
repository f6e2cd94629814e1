package io.contactroutes.request;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.contactroutes.support.LogCapture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Signing in by OAuth2 client credentials, against a token endpoint on a socket. */
@Timeout(60)
class AccessTokensTest {

    private static final String SECRET = "planted:secret+\u00fc\"}";
    private static final ObjectMapper JSON = new ObjectMapper();

    private RequestRig rig;
    private LogCapture log;
    private final List<StubMapping> accepted = new ArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() throws Exception {
        log = LogCapture.open();
        rig = new RequestRig(
                Map.of("url", "/api", "tokenUrl", "/login/token", "clientId", "desk 7", "clientSecret", SECRET),
                Map.of());
        tokens(Integer.MAX_VALUE, 3600);
        accept("planted-token-1");
    }

    @AfterEach
    void nothingSecretIsSaid() {
        rig.close();
        log.close();
        said.addAll(log.lines());
        assertThat(said).noneMatch(line -> line.contains("planted"));
    }

    /** Serves planted-token-1, planted-token-2, and so on. */
    private void tokens(int count, int expiresIn) {
        for (int i = 1; i <= Math.min(count, 4); i++) {
            rig.provider.stubFor(post("/login/token")
                    .inScenario("tokens")
                    .whenScenarioStateIs(i == 1 ? STARTED : "after " + (i - 1))
                    .willSetStateTo("after " + i)
                    .willReturn(token("planted-token-" + i, expiresIn)));
        }
    }

    private static ResponseDefinitionBuilder token(String value, int expiresIn) {
        return okJson(
                "{\"access_token\":\"" + value + "\",\"token_type\":\"bearer\",\"expires_in\":" + expiresIn + "}");
    }

    /** Answers any request that does not carry this token with 401. */
    private void accept(String token) {
        rig.provider.stubFor(
                get("/api/contacts").atPriority(9).willReturn(aResponse().withStatus(401)));
        accepted.forEach(rig.provider::removeStub);
        accepted.add(rig.provider.stubFor(get("/api/contacts")
                .withHeader("Authorization", equalTo("Bearer " + token))
                .willReturn(okJson("{\"page\":1}"))));
    }

    private Exchange ask() {
        Exchange asked = rig.send(rig.url("/api/contacts"), exchange -> exchange.setVariable("oauth2", client()));
        if (asked.getException() != null) {
            said.add(asked.getException().toString());
        }
        return asked;
    }

    private ObjectNode client() {
        ObjectNode client = JSON.createObjectNode();
        client.put("tokenUrl", rig.url("/login/token"))
                .put("clientId", "desk 7")
                .put("clientSecret", SECRET);
        return client.put("scope", "contacts:read all");
    }

    private List<LoggedRequest> tokenRequests() {
        return rig.provider.findAll(postRequestedFor(urlEqualTo("/login/token")));
    }

    private int pageRequests() {
        return rig.provider
                .findAll(getRequestedFor(urlEqualTo("/api/contacts")))
                .size();
    }

    @Test
    void aPageBurstFetchesOneToken() throws Exception {
        rig.provider.stubFor(post("/login/token")
                .atPriority(1)
                .willReturn(token("planted-token-1", 3600).withFixedDelay(300)));

        List<Exchange> asked = burst(8);

        assertThat(asked)
                .allSatisfy(each ->
                        assertThat(RequestRig.answer(each).path("page").asInt()).isEqualTo(1));
        assertThat(tokenRequests()).hasSize(1);
        assertThat(pageRequests()).isEqualTo(8);
    }

    @Test
    void theClientIsNamedInTheFormOfTheStandard() {
        RequestRig.answer(ask());

        LoggedRequest request = tokenRequests().get(0);
        String expected = "desk%207:planted%3Asecret%2B%C3%BC%22%7D";
        assertThat(request.getHeader("Authorization"))
                .isEqualTo("Basic " + Base64.getEncoder().encodeToString(expected.getBytes(StandardCharsets.UTF_8)));
        assertThat(request.getBodyAsString()).isEqualTo("grant_type=client_credentials&scope=contacts%3Aread%20all");
        assertThat(request.getHeader("Content-Type")).startsWith("application/x-www-form-urlencoded");
    }

    @Test
    void theTokenIsKeptUntilShortlyBeforeItExpires() {
        RequestRig.answer(ask());
        rig.clock.advance(Duration.ofMinutes(58));
        RequestRig.answer(ask());
        assertThat(tokenRequests()).hasSize(1);

        accept("planted-token-2");
        rig.clock.advance(Duration.ofMinutes(1).plusSeconds(1));
        RequestRig.answer(ask());

        assertThat(tokenRequests()).hasSize(2);
        assertThat(pageRequests()).as("no request with the old token").isEqualTo(3);
    }

    @Test
    void aTokenWithoutALifetimeIsKeptForAShortTime() {
        rig.provider.stubFor(
                post("/login/token").atPriority(1).willReturn(okJson("{\"access_token\":\"planted-token-1\"}")));
        RequestRig.answer(ask());
        rig.clock.advance(Duration.ofMinutes(4));
        RequestRig.answer(ask());
        assertThat(tokenRequests()).hasSize(1);

        rig.clock.advance(Duration.ofMinutes(1));
        RequestRig.answer(ask());

        assertThat(tokenRequests()).hasSize(2);
    }

    @Test
    void aTokenThatIsRefusedIsRenewedOnce() throws Exception {
        RequestRig.answer(ask());
        accept("planted-token-2");

        List<Exchange> asked = burst(4);

        assertThat(asked).allSatisfy(each -> RequestRig.answer(each));
        assertThat(tokenRequests()).hasSize(2);
        assertThat(rig.state.note(RequestRig.ACCOUNT, "sign-in-failures")).isEmpty();
    }

    @Test
    void aSecondRefusalIsARefusalToSignIn() {
        accept("another");

        RequestException failure = RequestRig.failure(ask());

        assertThat(failure.kind()).isEqualTo(RequestException.Kind.REFUSED);
        assertThat(failure)
                .hasMessage("acme-desk: the provider refused to sign in (401); check"
                        + " camel.route-template[acme-desk].clientSecret.");
        assertThat(tokenRequests()).hasSize(2);
        assertThat(pageRequests()).isEqualTo(2);
        assertThat(rig.state.note(RequestRig.ACCOUNT, "sign-in-failures")).isPresent();
    }

    @Test
    void aForbiddenPageIsNotAReasonForANewToken() {
        rig.provider.stubFor(
                get("/api/contacts").atPriority(1).willReturn(aResponse().withStatus(403)));

        assertThat(RequestRig.failure(ask())).hasMessageContaining("refused to sign in (403)");
        assertThat(tokenRequests()).hasSize(1);
        assertThat(pageRequests()).isEqualTo(1);
    }

    @Test
    void aTokenEndpointThatFailsDefersTheSweepUntilItIsWell() {
        rig.provider.stubFor(
                post("/login/token").atPriority(1).willReturn(aResponse().withStatus(502)));

        RequestException failure = RequestRig.failure(ask());

        assertThat(failure.kind()).isEqualTo(RequestException.Kind.PUT_OFF);
        assertThat(failure)
                .hasMessage(
                        "acme-desk: the token endpoint failed (502). 8 tries did not help; the sweep continues at the"
                                + " next tick or start.");
        assertThat(tokenRequests()).hasSize(8);
        assertThat(pageRequests()).isZero();

        rig.provider.stubFor(post("/login/token").atPriority(1).willReturn(token("planted-token-1", 60)));
        RequestRig.answer(ask());
    }

    @Test
    void aTokenEndpointThatRefusesTheClientIsAskedOnceForAllWorkers() throws Exception {
        rig.provider.stubFor(post("/login/token")
                .atPriority(1)
                .willReturn(jsonResponse("{\"error\":\"invalid_client\",\"planted\":1}", 400)
                        .withFixedDelay(300)));

        List<Exchange> asked = burst(4);

        assertThat(asked).allSatisfy(each -> {
            said.add(each.getException().toString());
            assertThat(RequestRig.failure(each).kind()).isEqualTo(RequestException.Kind.REFUSED);
            assertThat(each.getException())
                    .hasMessage("acme-desk: the token endpoint refused to sign in (400); check"
                            + " camel.route-template[acme-desk].clientSecret.");
        });
        assertThat(tokenRequests()).hasSize(1);
        assertThat(rig.state.note(RequestRig.ACCOUNT, "sign-in-failures")).isPresent();
    }

    @Test
    void otherRefusalsOfTheTokenEndpointNameItsSetting() {
        for (Map.Entry<ResponseDefinitionBuilder, String> each : Map.of(
                        jsonResponse("{\"error\":\"invalid_scope\"}", 400),
                        "the token endpoint refuses the request (400); check camel.route-template[acme-desk].tokenUrl and",
                        okJson("{\"planted\":1}"),
                        "the token endpoint's answer has no access_token; check camel.route-template[acme-desk].tokenUrl.",
                        okJson("{\"access_token\":\"planted\\r\\nX-Evil: 1\"}"),
                        "the token endpoint's answer has no access_token; check camel.route-template[acme-desk].tokenUrl.",
                        okJson("planted"),
                        "the token endpoint's answer is not JSON; check camel.route-template[acme-desk].tokenUrl,",
                        aResponse().withStatus(302).withHeader("Location", "http://127.0.0.1:1/planted"),
                        "the token endpoint answers with a redirect (302)")
                .entrySet()) {
            rig.provider.stubFor(post("/login/token").atPriority(1).willReturn(each.getKey()));

            assertThat(RequestRig.failure(ask())).hasMessageContaining(each.getValue());
        }
        assertThat(pageRequests()).isZero();
    }

    @Test
    void aTokenEndpointOnAnotherHostIsNotAsked() {
        Exchange asked = rig.send(
                rig.url("/api/contacts"),
                exchange -> exchange.setVariable(
                        "oauth2",
                        client().put("tokenUrl", rig.url("/login/token").replace("localhost", "127.0.0.1"))));

        assertThat(RequestRig.failure(asked)).hasMessageContaining("a request was not sent");
        assertThat(rig.provider.getAllServeEvents()).isEmpty();
    }

    @Test
    void anIncompleteVariableIsNamed() {
        Exchange asked = rig.send(
                rig.url("/api/contacts"), exchange -> exchange.setVariable("oauth2", client().put("clientSecret", "")));

        assertThat(RequestRig.failure(asked))
                .hasMessage("acme-desk: routes/providers/acme.camel.yaml sets the variable oauth2 without clientSecret;"
                        + " add it there.");
    }

    private List<Exchange> burst(int workers) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            List<Exchange> asked = new ArrayList<>();
            for (Future<Exchange> each :
                    threads.invokeAll(Collections.nCopies(workers, (Callable<Exchange>) this::ask))) {
                asked.add(each.get());
            }
            return asked;
        } finally {
            threads.shutdownNow();
        }
    }
}
