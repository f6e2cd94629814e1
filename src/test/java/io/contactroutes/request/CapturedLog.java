package io.contactroutes.request;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/** What the bundle logs at the levels that it ships with, stack traces included. */
final class CapturedLog extends AbstractAppender implements AutoCloseable {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final LoggerContext context = (LoggerContext) LogManager.getContext(false);

    private CapturedLog() {
        super("captured", null, null, false, Property.EMPTY_ARRAY);
    }

    static CapturedLog begin() {
        CapturedLog log = new CapturedLog();
        log.start();
        log.context.getConfiguration().getRootLogger().addAppender(log, null, null);
        log.context.updateLoggers();
        return log;
    }

    @Override
    public void append(LogEvent event) {
        StringWriter line = new StringWriter();
        line.append(event.getMessage().getFormattedMessage());
        if (event.getThrown() != null) {
            event.getThrown().printStackTrace(new PrintWriter(line));
        }
        lines.add(line.toString());
    }

    List<String> lines() {
        return lines;
    }

    /** The lines about one account. */
    List<String> linesOf(String accountName) {
        return lines.stream().filter(line -> line.startsWith(accountName + ":")).toList();
    }

    @Override
    public void close() {
        context.getConfiguration().getRootLogger().removeAppender("captured");
        context.updateLoggers();
    }
}
