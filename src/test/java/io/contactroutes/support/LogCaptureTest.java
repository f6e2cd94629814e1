package io.contactroutes.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.junit.jupiter.api.Test;

class LogCaptureTest {

    private static final Logger LOG = LogManager.getLogger(LogCaptureTest.class);

    @Test
    void capturesWhatIsLoggedWhileItIsOpen() {
        LogGuard.expect("b: two");
        try (LogCapture outer = LogCapture.open()) {
            LOG.info("a: one");
            try (LogCapture inner = LogCapture.open()) {
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
}
