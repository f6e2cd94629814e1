package io.contactroutes.request;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.contactroutes.support.LogCapture;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a response means, as far as the battery of providers does not show it. */
class ResponsesTest {

    private RequestRig rig;

    private RequestRig rig(Map<String, String> settings) throws Exception {
        rig = new RequestRig(Map.of("url", "/api", "token", "planted"), settings);
        return rig;
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private void answer(ResponseDefinitionBuilder response) {
        rig.provider.stubFor(any(anyUrl()).willReturn(response));
    }

    @Test
    void theNextLinkIsLeftInItsVariable() throws Exception {
        rig(Map.of());
        answer(okJson("[]").withHeader("link", "<?page=1>; rel=prev", "<?page=3>; rel=\"next\""));
        Exchange asked = rig.get("/api/people?page=2");
        assertThat(RequestRig.answer(asked)).isEmpty();
        assertThat(asked.getVariable("nextLink")).isEqualTo(rig.url("/api/people?page=3"));

        answer(okJson("[]"));
        asked = rig.send(rig.url("/api"), exchange -> exchange.setVariable("nextLink", "http://former"));
        assertThat(RequestRig.answer(asked)).isEmpty();
        assertThat(asked.getVariable("nextLink")).isNull();
    }

    /** A header of a former try would be taken for one of this try. */
    @Test
    void eachTryIsJudgedByItsOwnHeaders() throws Exception {
        rig(Map.of());
        Instant began = rig.clock.instant();
        serve(1, status(503).withHeader("Retry-After", "60"), 2, status(503), 3, okJson("{}"));

        assertThat(RequestRig.answer(rig.get("/api"))).isEmpty();

        assertThat(rig.clock.instant()).isBetween(began.plusSeconds(60), began.plusSeconds(63));
    }

    @Test
    void namesOfHeadersAreReadWithoutRegardToCase() throws Exception {
        rig(Map.of());
        Instant began = rig.clock.instant();
        serve(1, status(429).withHeader("retry-after", "7"), 2, okJson("{}"), 3, okJson("{}"));

        assertThat(RequestRig.answer(rig.get("/api"))).isEmpty();

        assertThat(rig.clock.instant()).isBetween(began.plusSeconds(7), began.plusSeconds(9));
    }

    private void serve(Object... each) {
        for (int i = 0; i < each.length; i += 2) {
            rig.provider.stubFor(any(anyUrl())
                    .inScenario("answers")
                    .whenScenarioStateIs(i == 0 ? STARTED : "answer " + each[i])
                    .willSetStateTo("answer " + ((int) each[i] + 1))
                    .willReturn((ResponseDefinitionBuilder) each[i + 1]));
        }
    }

    @Test
    void tryingAgainIsASetting() throws Exception {
        rig(Map.of(
                "contacts.request.max-tries", "3",
                "contacts.request.back-off", "10s",
                "contacts.request.max-back-off", "15s"));
        Instant began = rig.clock.instant();
        answer(status(500));

        assertThat(RequestRig.failure(rig.get("/api")))
                .hasMessageContaining("the provider failed (500). 3 tries did not");

        assertThat(rig.provider.getAllServeEvents()).hasSize(3);
        assertThat(rig.clock.instant()).isBetween(began.plusSeconds(15), began.plusSeconds(30));
    }

    @Test
    void theRetryTimeoutIsASetting() throws Exception {
        rig(Map.of("contacts.request.retry-timeout", "20s", "contacts.request.max-tries", "100"));
        Instant began = rig.clock.instant();
        answer(status(500));

        assertThat(RequestRig.failure(rig.get("/api")).kind()).isEqualTo(RequestException.Kind.PUT_OFF);

        assertThat(Duration.between(began, rig.clock.instant())).isLessThanOrEqualTo(Duration.ofSeconds(20));
    }

    @ParameterizedTest(name = "{0}: {1} is tried {2} times")
    @CsvSource(delimiter = '|', textBlock = """
            408,425,429,5xx | 408 | 2
            408,425,429,5xx | 404 | 1
            404             | 404 | 2
            4xx             | 404 | 2
            404             | 500 | 1
            5xx             | 408 | 1
            5xx             | 429 | 1
            429             | 503 | 1
            ''              | 500 | 1
            4xx             | 401 | 1
            """)
    void theStatusesAreASetting(String statuses, int status, int tries) throws Exception {
        rig(Map.of("contacts.request.retry-statuses", statuses, "contacts.request.max-tries", "2"));
        answer(status(status).withHeader("Retry-After", "1"));

        RequestException failure = RequestRig.failure(rig.get("/api"));

        assertThat(rig.provider.getAllServeEvents()).hasSize(tries);
        assertThat(failure.kind() == RequestException.Kind.REFUSED).isEqualTo(tries == 1);
        assertThat(failure).hasMessageContaining("(" + status + ")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-8", "windows-1255", "ISO-8859-1", "UTF-16BE", "UTF-32LE", "utf-8", "\"UTF-8\""})
    void theCharsetOfTheContentTypeIsRead(String charset) throws Exception {
        rig(Map.of());
        String name = charset.equals("ISO-8859-1") ? "Zo\u00eb" : "\u05d3\u05e0\u05d4";
        answer(aResponse()
                .withHeader("Content-Type", "application/json; charset=" + charset)
                .withBody(("{\"name\":\"" + name + "\"}").getBytes(Charset.forName(charset.replace("\"", "")))));

        assertThat(RequestRig.answer(rig.get("/api")).path("name").asText()).isEqualTo(name);
    }

    /** Jackson's messages quote the body; they go nowhere. */
    @ParameterizedTest
    @ValueSource(strings = {"planted", "{\"a\":planted}", "{\"planted\":1", "[1] planted", "{\"a\":\"planted\u0001\"}"})
    void aBodyThatCannotBeReadIsQuotedNowhere(String body) throws Exception {
        rig(Map.of());
        answer(okJson(body));
        try (LogCapture log = LogCapture.open()) {
            Exchange asked = rig.get("/api");

            assertThat(asked.getException()).hasNoCause().hasNoSuppressedExceptions();
            assertThat(asked.getException().getMessage()).doesNotContain("planted");
            assertThat(asked.getProperty(Exchange.EXCEPTION_CAUGHT)).isSameAs(asked.getException());
            assertThat(log.lines()).noneMatch(line -> line.contains("planted"));
        }
    }

    @Test
    void numbersKeepTheirDigits() throws Exception {
        rig(Map.of());
        answer(okJson("{\"id\":12345678901234567890.15,\"big\":123456789012345678901234567890}"));

        assertThat(RequestRig.answer(rig.get("/api")))
                .hasToString("{\"id\":12345678901234567890.15,\"big\":123456789012345678901234567890}");
    }
}
