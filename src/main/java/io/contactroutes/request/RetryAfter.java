package io.contactroutes.request;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;

/** When a provider that says wait is asked again. */
final class RetryAfter {

    /** A longer pause is not taken at its word: the provider is asked once more meanwhile, and may repeat it. */
    static final Duration LONGEST = Duration.ofHours(1);

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private RetryAfter() {}

    /**
     * The end of the pause.
     *
     * @param header {@code Retry-After} in seconds or as a date (RFC 9110, 10.2.3); without it, and when it has another
     *     form, the pause ends with the minute
     */
    static Instant end(String header, Instant now) {
        Instant asked = asked(header == null ? "" : header.strip(), now);
        if (asked.isBefore(now.plus(SHORTEST))) {
            return now.plus(SHORTEST);
        }
        return asked.isAfter(now.plus(LONGEST)) ? now.plus(LONGEST) : asked;
    }

    private static Instant asked(String header, Instant now) {
        if (header.matches("\\d+")) {
            return header.length() > 9 ? now.plus(LONGEST) : now.plusSeconds(Long.parseLong(header));
        }
        try {
            return ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
        } catch (DateTimeParseException e) {
            return nextMinute(now);
        }
    }

    private static Instant nextMinute(Instant now) {
        return now.truncatedTo(ChronoUnit.MINUTES)
                .plusSeconds(60)
                .plusMillis(ThreadLocalRandom.current().nextLong(1000));
    }
}
