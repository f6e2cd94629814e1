package io.contactroutes.bundle;

import io.contactroutes.lifecycle.Tick;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps an account at once, in the way of its timer, and has the threads of pages. */
final class SweepTicks {

    private static final Logger LOG = LoggerFactory.getLogger(SweepTicks.class);

    private final CamelContext context;
    private final Executor threads;

    SweepTicks(CamelContext context, Executor threads) {
        this.context = context;
        this.threads = threads;
    }

    /** Returns daemon threads without an upper bound, named {@code page-1}, {@code page-2} and so on. */
    static ExecutorService pageThreads() {
        AtomicInteger number = new AtomicInteger();
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "page-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    void tick(String account, Tick why) {
        DefaultConsumer timer = (DefaultConsumer)
                context.getRoute(AccountRoutes.SWEEP_PREFIX + account).getConsumer();
        threads.execute(() -> {
            Exchange tick = timer.createExchange(false);
            why.mark(tick);
            try {
                timer.getProcessor().process(tick);
            } catch (Exception e) {
                LOG.error("{}: its sweep failed.", account, e);
            } finally {
                timer.releaseExchange(tick, false);
            }
        });
    }
}
