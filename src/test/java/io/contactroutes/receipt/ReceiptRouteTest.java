package io.contactroutes.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.support.RouteTest;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class ReceiptRouteTest extends RouteTest {

    ReceiptRouteTest() {
        super("receipt");
    }

    interface Receipts {
        void settle();
    }

    @Override
    protected void neighbours(CamelContext context) throws Exception {
        bean(context, "receipts", Receipts.class, null);
        route(context, "direct:publish");
    }

    @Test
    void settlesAfterItPublished() {
        Exchange done = send("a publication", Map.of());

        assertThat(failure(done)).isNull();
        assertThat(steps()).containsExactly("direct:publish", "receipts.settle");
    }

    @Test
    void aReceiptThatIsNotPublishedStaysPending() {
        fail("direct:publish");

        assertThat(failure(send("a publication", Map.of()))).isEqualTo("direct:publish fails");
        assertThat(steps()).containsExactly("direct:publish");
    }
}
