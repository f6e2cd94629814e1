package io.contactroutes.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.support.RouteTest;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestRouteTest extends RouteTest {

    private final AtomicInteger tries = new AtomicInteger();

    RequestRouteTest() {
        super("request");
    }

    interface Requests {
        void begin(Exchange exchange);

        String end(Exchange exchange, @Body Object body);
    }

    @Override
    protected void neighbours(CamelContext context) throws Exception {
        bean(context, "requests", Requests.class, new Requests() {
            @Override
            public void begin(Exchange exchange) {
                assertThat(exchange.getMessage().getHeaders()).containsEntry("X-Token", "secret");
            }

            @Override
            public String end(Exchange exchange, Object body) {
                assertThat(exchange.getMessage().getHeaders()).isEmpty();
                return "the JSON";
            }
        });
        context.getRegistry().bind("tryAgain", (Predicate) exchange -> tries.getAndIncrement() < 2);
        route(context, "direct:attempt", exchange -> assertThat(
                        exchange.getMessage().getHeaders())
                .as("each try has the request's headers")
                .containsEntry("X-Token", "secret"));
    }

    @Test
    void triesAsOftenAsNeededAndLeavesNoHeader() {
        Exchange done = request();

        assertThat(failure(done)).isNull();
        assertThat(steps()).containsExactly("requests.begin", "direct:attempt", "direct:attempt", "requests.end");
        assertThat(done.getMessage().getBody()).isEqualTo("the JSON");
        assertThat(done.getMessage().getHeaders()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"requests.begin", "direct:attempt"})
    void goesNoFurtherThanAFailure(String step) {
        fail(step);

        assertThat(failure(request())).isEqualTo(step + " fails");
        assertThat(steps()).endsWith(step);
    }

    private Exchange request() {
        return template.send("direct:request", exchange -> {
            exchange.getMessage().setHeader("X-Token", "secret");
            exchange.getMessage().setBody(Map.of());
        });
    }
}
