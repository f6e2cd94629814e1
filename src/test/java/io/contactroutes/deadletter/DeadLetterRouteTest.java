package io.contactroutes.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.support.RouteTest;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class DeadLetterRouteTest extends RouteTest {

    private List<String> batches = List.of("a batch");

    DeadLetterRouteTest() {
        super("dead-letter");
    }

    interface DeadLetters {
        List<String> batches(@Body Object page);

        void settle(@Body Object batch);
    }

    @Override
    protected void neighbours(CamelContext context) throws Exception {
        bean(context, "deadLetters", DeadLetters.class, new DeadLetters() {
            @Override
            public List<String> batches(Object page) {
                return batches;
            }

            @Override
            public void settle(Object batch) {
                assertThat(batch).isEqualTo("a batch");
            }
        });
        route(context, "direct:publish");
    }

    @Test
    void remembersWhatItPublishedAndLeavesTheBody() {
        Exchange done = send("a page", Map.of());

        assertThat(failure(done)).isNull();
        assertThat(steps()).containsExactly("deadLetters.batches", "direct:publish", "deadLetters.settle");
        assertThat(done.getMessage().getBody()).isEqualTo("a page");
    }

    @Test
    void publishesNothingWhenAllAreSetAside() {
        batches = List.of();

        Exchange done = send("a page", Map.of());

        assertThat(failure(done)).isNull();
        assertThat(steps()).containsExactly("deadLetters.batches");
        assertThat(done.getMessage().getBody()).isEqualTo("a page");
    }

    @Test
    void remembersNothingWhenPublishingFails() {
        fail("direct:publish");

        assertThat(failure(send("a page", Map.of()))).isEqualTo("direct:publish fails");
        assertThat(steps()).endsWith("direct:publish");
    }
}
