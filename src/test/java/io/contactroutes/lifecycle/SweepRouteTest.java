package io.contactroutes.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.support.RouteTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The template {@code sweep}: begin, pages by workers, finish; a failure of a page reaches {@code sweeps.fail}. */
class SweepRouteTest extends RouteTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger pages = new AtomicInteger();
    private final AtomicInteger walks = new AtomicInteger();
    private final AtomicInteger sweeps = new AtomicInteger();
    private int sweepsNeeded = 1;
    private int walksNeeded = 1;

    SweepRouteTest() {
        super("sweep");
    }

    interface Sweeps {
        List<Integer> workers();

        void fail();
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Override
    protected Map<String, String> parameters() {
        Map<String, String> parameters = new HashMap<>();
        parameters.put("account", "a");
        parameters.put("every", "1d");
        parameters.put("firstTick", "1d");
        parameters.put("contact-routes.ticks", "1");
        return parameters;
    }

    @Override
    protected void neighbours(CamelContext context) throws Exception {
        context.getRegistry().bind("pageThreads", threads);
        context.getRegistry().bind("sweepNeeded", (Predicate) exchange -> sweeps.getAndIncrement() < sweepsNeeded);
        context.getRegistry()
                .bind("walkNeeded", (Predicate) exchange -> walks.getAndIncrement() % (walksNeeded + 1) < walksNeeded);
        context.getRegistry().bind("takeNextPage", (Predicate) exchange -> pages.getAndIncrement() < 3);
        bean(context, "sweeps", Sweeps.class, new Sweeps() {
            @Override
            public List<Integer> workers() {
                return List.of(1);
            }

            @Override
            public void fail() {
                step("sweeps.fail");
            }
        });
        for (String uri : List.of("direct:begin-sweep", "direct:fetch-a", "direct:page", "direct:finish-sweep")) {
            route(context, uri, exchange -> assertThat(exchange.getVariable("account"))
                    .isEqualTo("a"));
        }
    }

    @Test
    void walksUntilThereIsNoFurtherPage() throws Exception {
        tick();

        assertThat(steps())
                .containsExactly(
                        "direct:begin-sweep",
                        "sweeps.workers",
                        "direct:fetch-a",
                        "direct:page",
                        "direct:fetch-a",
                        "direct:page",
                        "direct:fetch-a",
                        "direct:page",
                        "direct:finish-sweep");
    }

    @Test
    void walksAsOftenAsNeeded() throws Exception {
        walksNeeded = 3;

        tick();

        assertThat(steps()).filteredOn("sweeps.workers"::equals).hasSize(3);
        assertThat(steps()).filteredOn("direct:begin-sweep"::equals).hasSize(1);
        assertThat(steps()).filteredOn("direct:finish-sweep"::equals).hasSize(1);
    }

    @Test
    void sweepsAsOftenAsNeeded() throws Exception {
        sweepsNeeded = 2;

        tick();

        assertThat(steps()).filteredOn("direct:finish-sweep"::equals).hasSize(2);
    }

    @Test
    void aPageThatFailsEndsItsWorkerAndTheSweepIsFinished() throws Exception {
        fail("direct:fetch-a");

        tick();

        assertThat(steps())
                .startsWith("direct:begin-sweep", "sweeps.workers", "direct:fetch-a", "sweeps.fail")
                .endsWith("direct:finish-sweep")
                .doesNotContain("direct:page");
    }

    private void tick() throws Exception {
        var timer = context.getRoute("sweep").getConsumer();
        Exchange tick = timer.createExchange(true);
        timer.getProcessor().process(tick);
    }
}
