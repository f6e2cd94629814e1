package io.contactroutes.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.support.RouteTest;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

class BeginSweepRouteTest extends RouteTest {

    private boolean running;

    BeginSweepRouteTest() {
        super("begin-sweep");
    }

    interface Sweeps {
        void begin(Exchange exchange);
    }

    interface Receipts {
        String started();
    }

    @Override
    protected void neighbours(CamelContext context) throws Exception {
        bean(context, "sweeps", Sweeps.class, exchange -> {
            if (!running) {
                exchange.setVariable("sweep", "a sweep");
            }
        });
        bean(context, "receipts", Receipts.class, () -> "a receipt");
        route(context, "direct:receipt", exchange -> assertThat(
                        exchange.getMessage().getBody())
                .isEqualTo("a receipt"));
    }

    @Test
    void publishesTheReceiptOfTheBegin() {
        Exchange done = send(null, Map.of());

        assertThat(failure(done)).isNull();
        assertThat(steps()).containsExactly("sweeps.begin", "receipts.started", "direct:receipt");
        assertThat(done.isRouteStop()).isFalse();
    }

    @Test
    void stopsWhenASweepOfTheAccountIsRunning() {
        running = true;

        Exchange done = send(null, Map.of());

        assertThat(done.isRouteStop()).isTrue();
        assertThat(steps()).containsExactly("sweeps.begin");
    }
}
