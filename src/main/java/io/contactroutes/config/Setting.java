package io.contactroutes.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lists every {@code contacts.*} setting of the bundle: its name, its default and the values that are valid. */
public enum Setting {
    SINK("contacts.sink", "files", Kind.choice("files", "kafka", "console", "none")),
    FILES_DIRECTORY("contacts.files.directory", "out", Kind.TEXT),
    KAFKA_TOPIC("contacts.kafka.topic", "contacts", Kind.TEXT),
    STATE_URL("contacts.state.url", "jdbc:sqlite:state/contacts.db", Kind.TEXT),
    STATE_USER("contacts.state.user", "", Kind.TEXT),
    STATE_PASSWORD("contacts.state.password", "", Kind.TEXT),
    EMIT("contacts.emit", "changes", Kind.choice("changes", "all")),
    DELETES_AFTER_SWEEPS("contacts.deletes.after-sweeps", "2", Kind.SWEEPS),
    DELETES_MAX_SHARE("contacts.deletes.max-share", "10%", Kind.SHARE),
    DEAD_LETTERS_MAX_SHARE("contacts.dead-letters.max-share", "10%", Kind.SHARE),
    SWEEP_DEADLINE("contacts.sweep.deadline", "6h", Kind.DURATION),
    SWEEP_RESUME_WITHIN("contacts.sweep.resume-within", "24h", Kind.DURATION),
    NODES_TAKEOVER("contacts.nodes.takeover", "30s", Kind.TAKEOVER),
    REQUEST_RETRY_TIMEOUT("contacts.request.retry-timeout", "2m", Kind.DURATION),
    REQUEST_MAX_TRIES("contacts.request.max-tries", "8", Kind.COUNT),
    REQUEST_BACK_OFF("contacts.request.back-off", "500ms", Kind.DURATION),
    REQUEST_MAX_BACK_OFF("contacts.request.max-back-off", "30s", Kind.DURATION),
    REQUEST_RETRY_STATUSES("contacts.request.retry-statuses", "408,425,429,5xx", Kind.STATUSES),
    REQUEST_CONNECT_TIMEOUT("contacts.request.connect-timeout", "10s", Kind.DURATION),
    REQUEST_TIMEOUT("contacts.request.timeout", "30s", Kind.DURATION),
    REQUEST_MAX_BODY("contacts.request.max-body", "32MiB", Kind.SIZE),
    REQUEST_MAX_DEPTH("contacts.request.max-depth", "64", Kind.COUNT),
    RELOAD("contacts.reload", "on", Kind.choice("on", "off")),
    LOG_FORMAT("contacts.log.format", "text", Kind.choice("text", "json")),
    MANAGEMENT_TOKEN("contacts.management.token", "", Kind.TEXT);

    private final String key;
    private final String defaultValue;
    private final Kind kind;

    Setting(String key, String defaultValue, Kind kind) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.kind = kind;
    }

    public String key() {
        return key;
    }

    public String defaultValue() {
        return defaultValue;
    }

    /** Returns the names of all settings. */
    static List<String> keys() {
        return Arrays.stream(values()).map(Setting::key).toList();
    }

    /** Returns the setting of this name, if there is one. */
    public static Optional<Setting> of(String key) {
        return Arrays.stream(values()).filter(s -> s.key.equals(key)).findFirst();
    }

    /**
     * Validates a value.
     *
     * @throws ConfigurationException with the form of a valid value
     */
    void check(String value) {
        if (!kind.pattern.matcher(value).matches()) {
            throw new ConfigurationException(
                    "Setting " + key + " does not accept the value given: it accepts " + kind.form + ".");
        }
    }

    /** Parses a duration such as {@code 500ms}, {@code 30s}, {@code 5m}, {@code 2h} or {@code 7d}. */
    public static Duration duration(String value) {
        Matcher part = Kind.DURATION.pattern.matcher(value);
        if (!part.matches()) {
            throw new IllegalArgumentException("not a duration");
        }
        long amount = Long.parseLong(part.group(1));
        return switch (part.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** Parses a share such as {@code 10%} to a number from 0 to 1. */
    static double share(String value) {
        return new BigDecimal(value.substring(0, value.length() - 1).strip())
                .movePointLeft(2)
                .doubleValue();
    }

    /** Parses a size such as {@code 32MiB} to bytes. */
    static int bytes(String value) {
        Matcher part = Kind.SIZE.pattern.matcher(value);
        if (!part.matches()) {
            throw new IllegalArgumentException("not a size");
        }
        int unit = part.group(2).equals("KiB") ? 1 << 10 : 1 << 20;
        return Math.multiplyExact(Integer.parseInt(part.group(1)), unit);
    }

    /** Describes the form of a value, as a pattern and as a part of a sentence. */
    private record Kind(Pattern pattern, String form) {
        static final Kind TEXT = new Kind(Pattern.compile(".*"), "any text");
        static final Kind COUNT = new Kind(Pattern.compile("[1-9]\\d{0,8}"), "a whole number from 1 on");
        static final Kind SWEEPS = new Kind(Pattern.compile("[1-9]\\d{0,2}"), "a whole number from 1 to 999");
        static final Kind DURATION =
                new Kind(Pattern.compile("(\\d{1,9})(ms|s|m|h|d)"), "a duration such as 500ms, 30s, 5m or 2h");
        static final Kind TAKEOVER = new Kind(
                Pattern.compile("([3-9]|[1-9]\\d{1,3})s|([1-9]\\d?)m"), "a duration from 3s on, such as 30s or 2m");
        static final Kind STATUSES = new Kind(
                Pattern.compile("([45](\\d\\d|xx)(\\s*,\\s*[45](\\d\\d|xx))*)?"),
                "statuses from 400 to 599 separated by commas, such as 408,429,5xx");
        static final Kind SHARE = new Kind(
                Pattern.compile("(100(\\.0+)?|\\d{1,2}(\\.\\d+)?)\\s*%"), "a share from 0% to 100%, such as 10%");
        static final Kind SIZE =
                new Kind(Pattern.compile("([1-9]\\d{0,3})(KiB|MiB)"), "a size such as 512KiB or 32MiB");

        static Kind choice(String... values) {
            String pattern =
                    String.join("|", Arrays.stream(values).map(Pattern::quote).toList());
            return new Kind(Pattern.compile(pattern), "one of " + String.join(", ", List.of(values)));
        }
    }
}
