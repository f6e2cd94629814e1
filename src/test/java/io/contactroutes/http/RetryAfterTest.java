package io.contactroutes.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:20Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30 | 2026-03-04T05:06:50Z",
                "' 30 ' | 2026-03-04T05:06:50Z",
                "Wed, 04 Mar 2026 05:16:20 GMT | 2026-03-04T05:16:20Z",
                "0 | 2026-03-04T05:06:21Z",
                "Wed, 04 Mar 2026 05:00:00 GMT | 2026-03-04T05:06:21Z",
                "86400 | 2026-03-04T06:06:20Z",
                "99999999999999999999 | 2026-03-04T06:06:20Z",
                "Thu, 04 Mar 2027 05:00:00 GMT | 2026-03-04T06:06:20Z"
            })
    void isTakenInSecondsAndAsADateWithinReason(String header, Instant end) {
        assertThat(RetryAfter.end(header, NOW)).isEqualTo(end);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "soon", "-5", "1.5", "2026-03-04T05:16:20Z"})
    void otherwiseThePauseEndsWithTheMinute(String header) {
        Instant minute = Instant.parse("2026-03-04T05:07:00Z");

        assertThat(RetryAfter.end(header, NOW)).isBetween(minute, minute.plusMillis(999));
    }

    @Test
    void atTheEndOfAMinuteThePauseIsNotShorterThanASecond() {
        Instant late = Instant.parse("2026-03-04T05:06:59.900Z");

        assertThat(RetryAfter.end(null, late)).isAfterOrEqualTo(late.plus(Duration.ofSeconds(1)));
    }
}
