package io.contactroutes.bundle;

import io.contactroutes.lifecycle.Tick;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps an account at once, in the way of its timer or in that of recent sweeps, and has the threads of pages. */
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
        run(AccountRoutes.SWEEP_PREFIX + account, account, why::mark);
    }

    void tickRecent(String account) {
        run("recent-sweep", account, tick -> tick.setVariable("account", account));
    }

    private void run(String routeId, String account, Consumer<Exchange> prepare) {
        DefaultConsumer route = (DefaultConsumer) context.getRoute(routeId).getConsumer();
        threads.execute(() -> {
            Exchange tick = route.createExchange(false);
            prepare.accept(tick);
            try {
                route.getProcessor().process(tick);
            } catch (Exception e) {
                LOG.error("{}: its sweep failed.", account, e);
            } finally {
                route.releaseExchange(tick, false);
            }
        });
    }
}
