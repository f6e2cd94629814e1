package io.contactroutes.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.support.RouteTest;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code finish-sweep}: tombstones go out before the receipt, and the account is released last. */
class FinishSweepRouteTest extends RouteTest {

    FinishSweepRouteTest() {
        super("finish-sweep");
    }

    interface Receipts {
        String reconcile();

        void complete(@Body Object result);
    }

    interface Sweeps {
        void close(@Body Object result);

        void release(@Body Object result);
    }

    interface Deletes {
        void plan(@Body Object result);

        Iterator<String> batches(@Body Object result);

        void commit(@Body Object tombstones);
    }

    @Override
    protected void neighbours(CamelContext context) throws Exception {
        bean(context, "receipts", Receipts.class, new Receipts() {
            @Override
            public String reconcile() {
                return "a result";
            }

            @Override
            public void complete(Object result) {
                assertThat(result).isEqualTo("a result");
            }
        });
        bean(context, "sweeps", Sweeps.class, null);
        bean(context, "deletes", Deletes.class, new Deletes() {
            @Override
            public void plan(Object result) {
                assertThat(result).isEqualTo("a result");
            }

            @Override
            public Iterator<String> batches(Object result) {
                return List.of("batch 1", "batch 2").iterator();
            }

            @Override
            public void commit(Object tombstones) {
                step(tombstones.toString());
            }
        });
        route(context, "direct:publish");
        route(context, "direct:receipt");
    }

    @Test
    void takesItsStepsInOrder() {
        Exchange done = send(null, Map.of());

        assertThat(failure(done)).isNull();
        assertThat(steps())
                .containsExactly(
                        "receipts.reconcile",
                        "sweeps.close",
                        "deletes.plan",
                        "deletes.batches",
                        "direct:publish",
                        "deletes.commit",
                        "batch 1",
                        "direct:publish",
                        "deletes.commit",
                        "batch 2",
                        "receipts.complete",
                        "direct:receipt",
                        "sweeps.release");
        assertThat(done.getMessage().getBody()).isEqualTo("a result");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "receipts.reconcile",
                "sweeps.close",
                "deletes.plan",
                "direct:publish",
                "batch 1",
                "receipts.complete",
                "direct:receipt"
            })
    void goesNoFurtherThanAFailure(String step) {
        fail(step);

        assertThat(failure(send(null, Map.of()))).isEqualTo(step + " fails");
        assertThat(steps()).endsWith(step);
    }
}
