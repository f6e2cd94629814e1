package io.contactroutes.lifecycle;

import io.contactroutes.state.StateException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.util.concurrent.CamelThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks into the state again and again, in a thread of its own. A state that fails now is asked again at the next look; sweeps log
 * what is wrong with it.
 */
final class Looks implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Looks.class);

    private final String name;
    private final Runnable look;
    private final ScheduledExecutorService timer;

    /** @param name of the thread: what is looked for */
    Looks(String name, Runnable look) {
        this.name = name;
        this.look = look;
        this.timer = Executors.newSingleThreadScheduledExecutor(new CamelThreadFactory("#name#", name, true));
    }

    void start(Duration first, Duration every) {
        timer.scheduleWithFixedDelay(this::look, first.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void look() {
        try {
            look.run();
        } catch (StateException e) {
            LOG.debug("The state cannot be read ({}).", name, e);
        } catch (RuntimeException | Error e) {
            LOG.error("What is to be done could not be looked for ({}); it is tried again.", name, e);
        }
    }
}
