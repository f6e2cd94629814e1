package io.contactroutes.sandbox.fault;

import static io.contactroutes.sandbox.SandboxClient.json;
import static io.contactroutes.sandbox.SandboxClient.send;
import static io.contactroutes.sandbox.SandboxClient.sendForBytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.SandboxClient;
import io.contactroutes.sandbox.Served;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResponseFaultsTest {

    private final ProviderDouble provider = ProviderDouble.start(Served.shipped());
    private final SandboxClient client = new SandboxClient(provider);

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void rateLimitsWithAndWithoutRetryAfter() throws Exception {
        HttpResponse<String> plain = faulty(ResponseFaults.retryLater());
        assertThat(plain.statusCode()).isEqualTo(429);
        assertThat(plain.body()).isEqualTo("Retry later\n");
        assertThat(header(plain, "Content-Type")).isEqualTo("text/plain");
        assertThat(plain.headers().firstValue("Retry-After")).isEmpty();

        HttpResponse<String> seconds = faulty(ResponseFaults.retryAfter(503, Duration.ofSeconds(7)));
        assertThat(seconds.statusCode()).isEqualTo(503);
        assertThat(header(seconds, "Retry-After")).isEqualTo("7");

        HttpResponse<String> date = faulty(ResponseFaults.retryAfter(429, Instant.parse("2026-01-02T03:04:05Z")));
        assertThat(header(date, "Retry-After")).isEqualTo("Fri, 2 Jan 2026 03:04:05 GMT");
    }

    @Test
    void failuresAsTheProvidersSendThem() throws Exception {
        assertAnswer(ResponseFaults.serverError(), 500, "{\"status\":500,\"error\":\"Internal Server Error\"}");
        assertAnswer(
                ResponseFaults.tookTooLong(),
                422,
                "{\"error\":\"The request took too long to complete. Please try again.\"}");
        HttpResponse<String> proxy = faulty(ResponseFaults.badGateway());
        assertThat(proxy.statusCode()).isEqualTo(502);
        assertThat(header(proxy, "Content-Type")).startsWith("text/html");
        assertThat(faulty(ResponseFaults.status(408)).statusCode()).isEqualTo(408);
    }

    @Test
    void otherContentWithStatus200() throws Exception {
        HttpResponse<String> html = faulty(ResponseFaults.htmlWithOk());
        assertThat(html.statusCode()).isEqualTo(200);
        assertThat(html.body()).startsWith("<!doctype html>");
        HttpResponse<String> type = faulty(ResponseFaults.contentType("application/octet-stream"));
        assertThat(header(type, "Content-Type")).isEqualTo("application/octet-stream");
        assertThat(type.body()).isEqualTo(honest(1));
        provider.script("99digital", FaultScript.always(ResponseFaults.charset(StandardCharsets.UTF_16BE)));
        byte[] bytes = sendForBytes(client.chatwoot("99digital", "page=1")).body();
        assertThat(new String(bytes, StandardCharsets.UTF_16BE)).isEqualTo(honest(1));
    }

    @Test
    void aRepeatedPageIgnoresTheNumber() throws Exception {
        provider.script("99digital", FaultScript.fromPage(3, ResponseFaults.repeatedPage(2)));
        JsonNode second = json(client.chatwoot("99digital", "page=2")).at("/payload");
        assertThat(json(client.chatwoot("99digital", "page=3")).at("/payload")).isEqualTo(second);
        assertThat(json(client.chatwoot("99digital", "page=99")).at("/payload"))
                .isEqualTo(second)
                .isNotEmpty();
    }

    @Test
    void redirectsToTheSameAndToAnotherHost() throws Exception {
        HttpResponse<String> other = faulty(ResponseFaults.redirectToOtherHost());
        assertThat(other.statusCode()).isEqualTo(307);
        assertThat(header(other, "Location"))
                .isEqualTo("http://localhost:" + provider.port() + "/99digital/api/v1/accounts/1/contacts?page=1");
        assertThat(header(faulty(ResponseFaults.redirectToSameHost()), "Location"))
                .isEqualTo(provider.url("99digital") + "/api/v1/accounts/1/contacts?page=1");
        assertThat(faulty(ResponseFaults.redirect(301, "https://example.com/")).statusCode())
                .isEqualTo(301);
    }

    private String honest(int page) throws Exception {
        provider.script("99digital", FaultScript.none());
        return send(client.chatwoot("99digital", "page=" + page)).body();
    }

    private HttpResponse<String> faulty(Fault fault) throws Exception {
        provider.script("99digital", FaultScript.always(fault));
        return send(client.chatwoot("99digital", "page=1"));
    }

    private void assertAnswer(Fault fault, int status, String body) throws Exception {
        HttpResponse<String> answer = faulty(fault);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo(body);
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow();
    }
}
