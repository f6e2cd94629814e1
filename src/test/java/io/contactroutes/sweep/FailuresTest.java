package io.contactroutes.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.config.Account;
import io.contactroutes.request.RequestException;
import io.contactroutes.state.SweepStatus;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a failure means for a sweep, also when a step of Camel wraps it. */
class FailuresTest {

    private static final Account ACCOUNT = new Account("acme-desk", "acme", Map.of());

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(RequestException.Kind.REFUSED, StopReason.ERROR, SweepStatus.FAILED),
                Arguments.of(RequestException.Kind.PUT_OFF, StopReason.ERROR, SweepStatus.DEFERRED),
                Arguments.of(RequestException.Kind.RATE_LIMITED, StopReason.RATE_LIMITED, SweepStatus.DEFERRED));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void ofARequestAreFoundUnderTheirWrappers(RequestException.Kind kind, StopReason reason, SweepStatus status) {
        RequestException failure = new RequestException(kind, "acme-desk: the sentence.");
        Throwable wrapped = new CamelExchangeException(
                "Split", new DefaultExchange(new DefaultCamelContext()), new RuntimeCamelException(failure));

        for (Throwable each : new Throwable[] {failure, wrapped}) {
            assertThat(Failures.stop(ACCOUNT, 3, each))
                    .isEqualTo(new StopOutcome(3, reason, status, "acme-desk: the sentence."));
            assertThat(Failures.sentence(ACCOUNT, each)).isEqualTo("acme-desk: the sentence.");
        }
    }
}
