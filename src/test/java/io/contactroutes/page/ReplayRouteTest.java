package io.contactroutes.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.support.RouteTest;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayRouteTest extends RouteTest {

    ReplayRouteTest() {
        super("replay");
    }

    interface Changes {
        void keep(@Body Object page);

        void settle(@Body Object page);
    }

    @Override
    protected void neighbours(CamelContext context) throws Exception {
        bean(context, "changes", Changes.class, null);
        route(context, "direct:contact");
        route(context, "direct:publish");
    }

    @Test
    void remembersWhatItPublished() {
        Exchange done = send(List.of("a contact"), Map.of());

        assertThat(failure(done)).isNull();
        assertThat(steps()).containsExactly("direct:contact", "changes.keep", "direct:publish", "changes.settle");
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:contact", "changes.keep", "direct:publish"})
    void remembersNothingAfterAFailure(String step) {
        fail(step);

        assertThat(failure(send(List.of("a contact"), Map.of()))).isEqualTo(step + " fails");
        assertThat(steps()).endsWith(step);
    }
}
