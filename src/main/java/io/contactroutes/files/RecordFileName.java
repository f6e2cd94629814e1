package io.contactroutes.files;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a file below its account's folder: {@code <yyyy-MM-dd>/<HHmmss.SSSSSS>-<sequence>.ndjson}, in UTC. Every part
 * has a fixed width, so that paths sort like text.
 */
public final class RecordFileName {

    static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    /** The length of every path, in bytes of ASCII. */
    static final int LENGTH = "2026-01-02/030405.678901-000001.ndjson".length();

    private static final Pattern PATH = Pattern.compile("(" + DATE + "/\\d{6}\\.\\d{6})-(\\d{6})\\.ndjson");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd/HHmmss.SSSSSS", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int LAST_IN_SEQUENCE = 999_999;

    private RecordFileName() {}

    static boolean matches(String path) {
        return PATH.matcher(path).matches();
    }

    /**
     * A path that sorts after another one: with the time of writing, or with the other's time and its next sequence number while
     * the clock is not past it.
     *
     * @param newest null when there is none
     */
    static String after(String newest, Instant now) {
        String time = TIME.format(now);
        if (newest == null) {
            return path(time, 1);
        }
        Matcher parts = PATH.matcher(newest);
        if (!parts.matches()) {
            throw new IllegalArgumentException(newest);
        }
        if (time.compareTo(parts.group(1)) > 0) {
            return path(time, 1);
        }
        int sequence = Integer.parseInt(parts.group(2));
        return sequence < LAST_IN_SEQUENCE
                ? path(parts.group(1), sequence + 1)
                : path(TIME.format(TIME.parse(parts.group(1), Instant::from).plus(1, ChronoUnit.MICROS)), 1);
    }

    private static String path(String time, int sequence) {
        return String.format(Locale.ROOT, "%s-%06d.ndjson", time, sequence);
    }
}
