package io.contactroutes.support;

import io.contactroutes.status.SweepLog;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/**
 * Captures what is logged while it is open, at the levels that ship. Several may be open at once. What it captured can be read
 * after it is closed, too. It does not make a warning an expected one: {@link LogGuard#expect}.
 *
 * <pre>{@code
 * try (LogCapture log = LogCapture.open()) {
 *     bundle.sweep();
 *     assertThat(log.about("99digital")).hasSize(1);
 * }
 * }</pre>
 */
public final class LogCapture implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final Queue<Event> events = new ConcurrentLinkedQueue<>();
    private final LoggerContext logging = (LoggerContext) LogManager.getContext(false);
    private final AbstractAppender appender = new Appender(events);

    /**
     * One log event.
     *
     * @param text the message, followed by the stack trace if there is one
     */
    public record Event(Level level, String logger, String text) {

        boolean isWarning() {
            return level.isMoreSpecificThan(Level.WARN);
        }

        @Override
        public String toString() {
            return level + " " + logger + " " + text;
        }
    }

    private LogCapture() {
        appender.start();
        logging.getConfiguration().getRootLogger().addAppender(appender, null, null);
        logging.updateLoggers();
    }

    public static LogCapture open() {
        return new LogCapture();
    }

    public List<Event> events() {
        return List.copyOf(events);
    }

    /** The events as text: level, logger, message and stack trace. */
    public List<String> lines() {
        return events.stream().map(Event::toString).toList();
    }

    /** The messages at WARN and above. */
    public List<String> warnings() {
        return events.stream().filter(Event::isWarning).map(Event::text).toList();
    }

    /** The messages about one account, but for those on the way of its sweeps. */
    public List<String> about(String accountName) {
        return events.stream()
                .filter(event -> !event.logger().equals(SweepLog.class.getName()))
                .map(Event::text)
                .filter(text -> text.startsWith(accountName + ":"))
                .toList();
    }

    /** Forgets the events, and returns them. */
    List<Event> drain() {
        List<Event> drained = new ArrayList<>();
        for (Event event = events.poll(); event != null; event = events.poll()) {
            drained.add(event);
        }
        return drained;
    }

    @Override
    public void close() {
        logging.getConfiguration().getRootLogger().removeAppender(appender.getName());
        logging.updateLoggers();
        appender.stop();
    }

    private static final class Appender extends AbstractAppender {

        private final Queue<Event> events;

        Appender(Queue<Event> events) {
            super("capture-" + COUNT.incrementAndGet(), null, null, false, Property.EMPTY_ARRAY);
            this.events = events;
        }

        @Override
        public void append(LogEvent event) {
            StringWriter text = new StringWriter();
            text.append(event.getMessage().getFormattedMessage());
            if (event.getThrown() != null) {
                event.getThrown().printStackTrace(new PrintWriter(text, true));
            }
            events.add(new Event(event.getLevel(), event.getLoggerName(), text.toString()));
        }
    }
}
