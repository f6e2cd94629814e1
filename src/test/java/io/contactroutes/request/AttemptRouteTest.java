package io.contactroutes.request;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import io.contactroutes.http.RequestLimits;
import io.contactroutes.support.LoopbackServer;
import io.contactroutes.support.RouteTest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code attempt}: signed in and within the rate limit before anything is sent; a failed try is judged, not thrown. */
class AttemptRouteTest extends RouteTest {

    private final WireMockServer provider = LoopbackServer.create();
    private final RequestLimits limits = new RequestLimits(Duration.ofSeconds(30), 1 << 20);

    AttemptRouteTest() {
        super("attempt");
    }

    interface AccessTokens {
        void authorize();
    }

    interface RateLimits {
        void take();
    }

    interface Responses {
        void check(Exchange exchange) throws IOException;

        void accept(Exchange exchange);

        void fail(Exchange exchange);

        void release();
    }

    @Override
    protected Map<String, String> parameters() {
        return Map.of(
                "contact-routes.connect-timeout-millis", "60000",
                "contact-routes.timeout-millis", "60000");
    }

    @Override
    protected void neighbours(CamelContext context) {
        bean(context, "accessTokens", AccessTokens.class, null);
        bean(context, "rateLimits", RateLimits.class, null);
        bean(context, "responses", Responses.class, new Responses() {
            @Override
            public void check(Exchange exchange) throws IOException {
                InputStream response = (InputStream) exchange.getVariable("response");
                exchange.setVariable("response", response.readAllBytes());
            }

            @Override
            public void accept(Exchange exchange) {
                assertThat(exchange.getVariable("json", JsonNode.class)
                                .path("a")
                                .asInt())
                        .isEqualTo(1);
            }

            @Override
            public void fail(Exchange exchange) {
                assertThat(exchange.getProperty(Exchange.EXCEPTION_CAUGHT)).isInstanceOf(IOException.class);
            }

            @Override
            public void release() {}
        });
        context.getRegistry().bind("responseMapper", new ObjectMapper());
        context.getRegistry().bind("requestLimits", limits);
        provider.start();
    }

    @AfterEach
    void stop() {
        provider.stop();
        limits.close();
    }

    @Test
    void signsInAndWaitsBeforeItSends() {
        Exchange done = attempt(okJson("{\"a\":1}"));

        assertThat(failure(done)).isNull();
        assertThat(provider.getAllServeEvents()).singleElement().satisfies(event -> {
            assertThat(event.getRequest().getHeader("X-Token")).isEqualTo("secret");
            assertThat(event.getRequest().getBodyAsString()).isEqualTo("the request");
        });
        assertThat(steps())
                .containsExactly(
                        "accessTokens.authorize",
                        "rateLimits.take",
                        "responses.check",
                        "responses.accept",
                        "responses.release");
        assertThat(done.getMessage().getBody()).as("for the next try").isEqualTo("the request");
        assertThat(done.getMessage().getHeaders()).containsEntry("X-Token", "secret");
    }

    @Test
    void aConnectionThatFailsIsJudged() {
        assertThat(failure(attempt(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))))
                .isNull();
        assertThat(steps()).endsWith("rateLimits.take", "responses.fail", "responses.release");
    }

    @Test
    void anAnswerThatIsNoJsonIsJudged() {
        assertThat(failure(attempt(okJson("<html>")))).isNull();
        assertThat(steps()).endsWith("responses.check", "responses.fail", "responses.release");
    }

    @Test
    void nothingIsSentWithoutAPlaceInTheRateLimit() {
        fail("rateLimits.take");

        assertThat(failure(attempt(okJson("{}")))).isEqualTo("rateLimits.take fails");
        assertThat(provider.getAllServeEvents()).isEmpty();
    }

    private Exchange attempt(ResponseDefinitionBuilder answer) {
        provider.stubFor(any(anyUrl()).willReturn(answer));
        return template.send("direct:attempt", exchange -> {
            exchange.getMessage().setHeader("CamelHttpMethod", "POST");
            exchange.getMessage().setHeader("CamelHttpUri", provider.baseUrl() + "/page");
            exchange.getMessage().setHeader("X-Token", "secret");
            exchange.getMessage().setBody("the request");
        });
    }
}
