package io.contactroutes.support;

import io.contactroutes.receipt.Receipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.filter.DenyAllFilter;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test that logs a warning or an error which it does not expect, or that expects one which is not logged. JUnit
 * registers it for all tests. Nothing of the log is on the console, except all of a test that fails.
 */
public final class LogGuard implements AfterEachCallback, AfterAllCallback {

    private static final LogCapture LOG = LogCapture.open();
    private static final Queue<String> EXPECTED = new ConcurrentLinkedQueue<>();
    private static final Queue<String> PERMITTED = new ConcurrentLinkedQueue<>();
    private static final Queue<String> TOLERATED = new ConcurrentLinkedQueue<>();

    static {
        ((LoggerContext) LogManager.getContext(false))
                .getConfiguration().getAppenders().values().stream()
                        .filter(ConsoleAppender.class::isInstance)
                        .map(ConsoleAppender.class::cast)
                        .forEach(console ->
                                console.addFilter(DenyAllFilter.newBuilder().build()));
    }

    /** The running test expects one event at WARN or above whose text contains this. Two events are two calls. */
    public static void expect(String part) {
        EXPECTED.add(part);
    }

    /** The running test cannot tell how many events at WARN or above contain this: none, or any number. */
    public static void tolerate(String part) {
        TOLERATED.add(part);
    }

    /** The running test has these receipts, so that their lines in the log are no surprise to it; each is logged once at most. */
    public static void permit(List<Receipt> receipts) {
        receipts.forEach(receipt -> {
            permitLine(receipt.line());
            if (receipt.message() != null) {
                permitLine(receipt.message());
            }
        });
    }

    /** The same for a line that was printed. */
    static void permitLine(String line) {
        PERMITTED.add(line);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        check(context);
    }

    /** What was logged before the first test or after the last one. */
    @Override
    public void afterAll(ExtensionContext context) {
        check(context);
    }

    private static void check(ExtensionContext context) {
        List<LogCapture.Event> logged = LOG.drain();
        List<String> problems = new ArrayList<>(problems(logged));
        EXPECTED.forEach(part -> problems.add("expected and not logged: " + part));
        EXPECTED.clear();
        PERMITTED.clear();
        TOLERATED.clear();
        Optional<Throwable> failure = context.getExecutionException();
        if (failure.isPresent() || !problems.isEmpty()) {
            System.err.println("Log of " + context.getUniqueId());
            logged.forEach(System.err::println);
        }
        if (failure.isEmpty() && !problems.isEmpty()) {
            throw new AssertionError(String.join("\n", problems));
        }
    }

    private static List<String> problems(List<LogCapture.Event> logged) {
        return logged.stream()
                .filter(LogCapture.Event::isWarning)
                .filter(event -> !isExpected(event.text()))
                .map(event -> "logged and not expected: " + event)
                .toList();
    }

    private static boolean isExpected(String text) {
        Optional<String> expected = EXPECTED.stream().filter(text::contains).findFirst();
        expected.ifPresent(EXPECTED::remove);
        return expected.isPresent()
                || PERMITTED.remove(text)
                || TOLERATED.stream().anyMatch(text::contains);
    }
}
