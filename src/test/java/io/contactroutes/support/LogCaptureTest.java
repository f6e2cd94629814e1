package io.contactroutes.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.junit.jupiter.api.Test;

class LogCaptureTest {

    private static final Logger LOG = LogManager.getLogger(LogCaptureTest.class);

    @Test
    void capturesWhatIsLoggedWhileItIsOpen() {
        try (LogCapture outer = LogCapture.quiet()) {
            LOG.info("a: one");
            try (LogCapture inner = LogCapture.quiet()) {
                LOG.warn("b: two", new IllegalStateException("why"));
                assertThat(inner.events()).hasSize(1);
            }
            LOG.info("a: three");

            assertThat(outer.about("a")).containsExactly("a: one", "a: three");
            assertThat(outer.warnings())
                    .singleElement()
                    .asString()
                    .startsWith("b: two")
                    .contains("IllegalStateException: why");
            assertThat(outer.lines()).first().isEqualTo("INFO " + LogCaptureTest.class.getName() + " a: one");
        }
    }

    @Test
    void keepsEventsOffTheConsoleUntilTheLastIsClosed() {
        assertThat(isShown()).isTrue();
        try (LogCapture loud = LogCapture.open()) {
            assertThat(isShown()).isTrue();
            LogCapture first = LogCapture.quiet();
            LogCapture second = LogCapture.quiet();
            assertThat(isShown()).isFalse();
            first.close();
            assertThat(isShown()).isFalse();
            second.close();
            assertThat(isShown()).isTrue();
            assertThat(loud.events()).isEmpty();
        }
    }

    private static boolean isShown() {
        ConsoleAppender console = ((LoggerContext) LogManager.getContext(false))
                .getConfiguration()
                .getAppender("console");
        return !console.isFiltered(
                Log4jLogEvent.newBuilder().setLevel(Level.ERROR).build());
    }
}
