package io.contactroutes.http;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;

/** Reads the end of the pause that a provider asks for. */
public final class RetryAfter {

    /** After so much of a longer pause the provider is asked again, and may ask for a further one. */
    static final Duration LONGEST = Duration.ofHours(1);

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private RetryAfter() {}

    /**
     * The end of the pause.
     *
     * @param header {@code Retry-After} in seconds or as a date (RFC 9110, 10.2.3); without it, and when it has another
     *     form, the pause ends with the minute
     */
    public static Instant end(String header, Instant now) {
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
