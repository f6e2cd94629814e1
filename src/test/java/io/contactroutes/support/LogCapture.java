package io.contactroutes.support;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** All that is logged while it is open, at the levels that ship, stack traces included. */
public final class LogCapture extends AbstractAppender implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final LoggerContext logging = (LoggerContext) LogManager.getContext(false);

    private LogCapture() {
        super("capture", null, null, false, Property.EMPTY_ARRAY);
    }

    public static LogCapture open() {
        LogCapture capture = new LogCapture();
        capture.start();
        capture.logging.getConfiguration().getRootLogger().addAppender(capture, null, null);
        capture.logging.updateLoggers();
        return capture;
    }

    @Override
    public void append(LogEvent event) {
        StringWriter line = new StringWriter();
        line.append(event.getLevel() + " " + event.getLoggerName() + " ")
                .append(event.getMessage().getFormattedMessage());
        if (event.getThrown() != null) {
            event.getThrown().printStackTrace(new PrintWriter(line, true));
        }
        lines.add(line.toString());
    }

    /** What was logged, an event an entry. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    @Override
    public void close() {
        logging.getConfiguration().getRootLogger().removeAppender(getName());
        logging.updateLoggers();
        stop();
    }
}
