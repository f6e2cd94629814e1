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

/** {@code page}: nothing is committed before it is published, nothing published before the state learns of it. */
class PageRouteTest extends RouteTest {

    /** Stands for a page of two contacts. */
    private static final List<String> PAGE = List.of("one", "two");

    PageRouteTest() {
        super("page");
    }

    interface Pages {
        Object read(@Body Object read);

        void commit(@Body Object page);
    }

    interface UnchangedFilter {
        void skipUnchanged(@Body Object page);
    }

    interface Changes {
        void keep(@Body Object page);
    }

    @Override
    protected void neighbours(CamelContext context) throws Exception {
        bean(context, "pages", Pages.class, new Pages() {
            @Override
            public Object read(Object read) {
                return PAGE;
            }

            @Override
            public void commit(Object page) {
                assertThat(page).isSameAs(PAGE);
            }
        });
        bean(context, "unchangedFilter", UnchangedFilter.class, null);
        bean(context, "changes", Changes.class, null);
        route(context, "direct:contact", exchange -> step(exchange.getMessage().getBody(String.class)));
        route(context, "direct:dead-letter");
        route(context, "direct:publish");
    }

    @Test
    void takesItsStepsInOrder() {
        Exchange done = send("an answer", Map.of());

        assertThat(failure(done)).isNull();
        assertThat(steps())
                .containsExactly(
                        "pages.read",
                        "unchangedFilter.skipUnchanged",
                        "direct:contact",
                        "one",
                        "direct:contact",
                        "two",
                        "changes.keep",
                        "direct:dead-letter",
                        "direct:publish",
                        "pages.commit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pages.read",
                "unchangedFilter.skipUnchanged",
                "direct:contact",
                "two",
                "changes.keep",
                "direct:dead-letter",
                "direct:publish"
            })
    void commitsNothingAfterAFailure(String step) {
        fail(step);

        Exchange done = send("an answer", Map.of());

        assertThat(failure(done)).isEqualTo(step + " fails");
        assertThat(steps()).endsWith(step);
    }
}
