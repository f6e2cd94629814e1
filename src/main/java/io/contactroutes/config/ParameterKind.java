package io.contactroutes.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The kinds of account parameters. The kind of a parameter follows from its name or its default value. */
enum ParameterKind {
    URL(
            "an address such as https://chat.example.com, with http or https and without a user, ? and #",
            ParameterKind::isUrl),
    COUNT("a whole number from 1 on", Pattern.compile("[1-9]\\d{0,8}").asMatchPredicate()),
    DURATION(
            "a duration such as 30s, 5m or 2h",
            Pattern.compile("[1-9]\\d{0,8}(ms|s|m|h|d)").asMatchPredicate()),
    PAGING("number, cursor or link", Pattern.compile("number|cursor|link").asMatchPredicate()),
    SWITCH("true or false", Pattern.compile("true|false").asMatchPredicate()),
    JSON("JSON, such as [\"a\",\"b\"]", ParameterKind::isJson),
    TEXT("text in one line", value -> value.chars().noneMatch(Character::isISOControl));

    private static final ObjectMapper JSON_READER = new ObjectMapper();

    private final String form;
    private final Predicate<String> takes;

    ParameterKind(String form, Predicate<String> takes) {
        this.form = form;
        this.takes = takes;
    }

    static ParameterKind of(String name, String defaultValue) {
        if (Account.isUrl(name)) {
            return URL;
        }
        if (name.equals("paging")) {
            return PAGING;
        }
        if (defaultValue == null || defaultValue.isEmpty()) {
            return TEXT;
        }
        if (COUNT.takes.test(defaultValue)) {
            return COUNT;
        }
        if (DURATION.takes.test(defaultValue)) {
            return DURATION;
        }
        if (SWITCH.takes.test(defaultValue)) {
            return SWITCH;
        }
        return "[{\"".indexOf(defaultValue.charAt(0)) >= 0 ? JSON : TEXT;
    }

    void check(String key, String value) {
        if (!takes.test(value)) {
            throw new ConfigurationException(
                    "Setting " + key + " does not accept the value given: it accepts " + form + ".");
        }
    }

    private static boolean isUrl(String value) {
        try {
            URI uri = new URI(value);
            return Origin.of(value).isPresent() && uri.getQuery() == null && uri.getFragment() == null;
        } catch (java.net.URISyntaxException e) {
            return false;
        }
    }

    private static boolean isJson(String value) {
        try {
            JSON_READER.readTree(value);
            return true;
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
