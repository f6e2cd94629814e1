package io.contactroutes.support;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** A warning that no test expects fails the test that logs it. */
class LogGuardTest {

    private static final Logger LOG = LogManager.getLogger(LogGuardTest.class);

    /** Tests that this test runs. */
    static class Logging {

        @Test
        void logsAWarning() {
            LOG.warn("a surprise");
        }

        @Test
        void logsAnErrorWithItsCause() {
            LOG.error("it failed", new IllegalStateException("a surprise"));
        }

        @Test
        void logsWhatItExpects() {
            LOG.info("no warning");
            LogGuard.expect("a surprise");
            LOG.warn("This is a surprise");
        }

        @Test
        void logsWhatItExpectsTwice() {
            LogGuard.expect("a surprise");
            LOG.warn("a surprise");
            LOG.warn("a surprise");
        }

        @Test
        void expectsWhatItDoesNotLog() {
            LogGuard.expect("a surprise");
        }

        @Test
        void failsByItself() {
            LOG.info("what happened before");
            throw new IllegalStateException("its own failure");
        }
    }

    /** A test whose class logs before it. */
    static class LoggingBefore {

        @BeforeAll
        static void log() {
            LOG.warn("a surprise");
        }

        @Test
        void logsNothing() {}
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "logsAWarning, logged and not expected: WARN io.contactroutes.support.LogGuardTest a surprise",
        "logsAnErrorWithItsCause, IllegalStateException: a surprise",
        "logsWhatItExpectsTwice, logged and not expected",
        "expectsWhatItDoesNotLog, expected and not logged: a surprise",
        "failsByItself, its own failure"
    })
    void fails(String method, String says) {
        assertThat(run(Logging.class, method).failures())
                .singleElement()
                .asString()
                .contains(says);
    }

    @Test
    void failsWhatFollowsAWarningOfTheClass() {
        assertThat(run(LoggingBefore.class, "logsNothing").failures())
                .singleElement()
                .asString()
                .contains("a surprise");
    }

    @Test
    void printsTheLogOfATestThatFailsAndOfNoOther() {
        Run passed = run(Logging.class, "logsWhatItExpects");

        assertThat(passed.failures()).isEmpty();
        assertThat(passed.printed()).isEmpty();
        assertThat(run(Logging.class, "failsByItself").printed())
                .contains("failsByItself", "INFO", "what happened before");
    }

    private record Run(List<String> failures, String printed) {}

    private static Run run(Class<?> test, String method) {
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(printed, true, UTF_8));
        try {
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectMethod(test, method))
                                    .build(),
                            summary);
        } finally {
            System.setErr(before);
        }
        assertThat(summary.getSummary().getTestsFoundCount()).isEqualTo(1);
        return new Run(
                summary.getSummary().getFailures().stream()
                        .map(failure -> failure.getException().toString())
                        .toList(),
                printed.toString(UTF_8));
    }
}
