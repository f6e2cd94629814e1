package io.contactroutes.support;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.filter.DenyAllFilter;

/**
 * Captures what is logged while it is open, at the levels that ship. Several may be open at once. What it captured can be read
 * after it is closed, too.
 *
 * <pre>{@code
 * try (LogCapture log = LogCapture.quiet()) {
 *     bundle.sweep();
 *     assertThat(log.warnings()).isEmpty();
 * }
 * }</pre>
 */
public final class LogCapture implements AutoCloseable {

    private static final AtomicInteger COUNT = new AtomicInteger();

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final LoggerContext logging = (LoggerContext) LogManager.getContext(false);
    private final AbstractAppender appender = new Appender(events);
    private final DenyAllFilter silence = DenyAllFilter.newBuilder().build();

    /**
     * One log event.
     *
     * @param text the message, followed by the stack trace if there is one
     */
    public record Event(Level level, String logger, String text) {

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

    /** Captures; the console shows the events, too. */
    public static LogCapture open() {
        return new LogCapture();
    }

    /** Captures, and keeps the events off the console until it is closed: for events that a test expects and asserts. */
    public static LogCapture quiet() {
        LogCapture capture = new LogCapture();
        capture.consoles().forEach(console -> console.addFilter(capture.silence));
        return capture;
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
        return events.stream()
                .filter(event -> event.level().isMoreSpecificThan(Level.WARN))
                .map(Event::text)
                .toList();
    }

    /** The messages about one account. */
    public List<String> about(String accountName) {
        return events.stream()
                .map(Event::text)
                .filter(text -> text.startsWith(accountName + ":"))
                .toList();
    }

    @Override
    public void close() {
        consoles().forEach(console -> console.removeFilter(silence));
        logging.getConfiguration().getRootLogger().removeAppender(appender.getName());
        logging.updateLoggers();
        appender.stop();
    }

    private List<ConsoleAppender> consoles() {
        return logging.getConfiguration().getAppenders().values().stream()
                .filter(ConsoleAppender.class::isInstance)
                .map(ConsoleAppender.class::cast)
                .toList();
    }

    private static final class Appender extends AbstractAppender {

        private final List<Event> events;

        Appender(List<Event> events) {
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
