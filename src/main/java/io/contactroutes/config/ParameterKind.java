package io.contactroutes.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.model.RouteTemplateParameterDefinition;

/**
 * What a parameter of an account accepts. A route template declares no types, so the kind of a parameter follows from its name
 * (an address, a region, a header), from its description (a number "from 1 to 100" or "from 1 on") or from its default value.
 *
 * @param form the values that it accepts, as a part of a sentence
 */
record ParameterKind(String form, Predicate<String> accepts) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Pattern BOUNDS = Pattern.compile("\\bfrom (\\d{1,9}) (?:on|to (\\d{1,9}))\\b");
    private static final Pattern NUMBER = Pattern.compile("0|[1-9]\\d{0,8}");
    private static final Pattern SOME_TIME = Pattern.compile("[1-9]\\d{0,8}(ms|s|m|h|d)");
    private static final Pattern TIME = Pattern.compile("\\d{1,9}(ms|s|m|h|d)");

    /** Stands for no duration. */
    static final String OFF = "off";

    private static final ParameterKind URL = new ParameterKind(
            "an address such as https://chat.example.com, with http or https and without a user, ? and #",
            ParameterKind::isUrl);
    private static final ParameterKind REGION = new ParameterKind(
            "the two letters of a country in ISO 3166, such as IL, US or GB (the United Kingdom is GB, not UK)",
            ParameterKind::isRegion);
    private static final ParameterKind HEADER =
            of("the name of an HTTP header, without spaces", Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+"));
    private static final ParameterKind PAGING = of("number, cursor or link", Pattern.compile("number|cursor|link"));
    private static final ParameterKind SWITCH = of("true or false", Pattern.compile("true|false"));
    private static final ParameterKind TEXT =
            new ParameterKind("text in one line", value -> value.chars().noneMatch(Character::isISOControl));

    static ParameterKind of(RouteTemplateParameterDefinition declared) {
        String name = declared.getName();
        if (Account.isUrl(name)) {
            return URL;
        }
        if (name.endsWith("Region")) {
            return REGION;
        }
        if (name.endsWith("Header")) {
            return HEADER;
        }
        if (name.equals("recentEvery")) {
            return of("a duration such as 1m, or off", Pattern.compile(SOME_TIME + "|" + OFF));
        }
        if (name.equals("paging")) {
            return PAGING;
        }
        Matcher bounds = BOUNDS.matcher(String.valueOf(declared.getDescription()));
        return bounds.find()
                ? number(bounds.group(1), bounds.group(2))
                : ofDefault(Optional.ofNullable(declared.getDefaultValue()).orElse(""));
    }

    private static ParameterKind ofDefault(String value) {
        if (SWITCH.accepts.test(value)) {
            return SWITCH;
        }
        if (NUMBER.matcher(value).matches()) {
            return number(value.equals("0") ? "0" : "1", null);
        }
        if (TIME.matcher(value).matches()) {
            return of(
                    "a duration such as 30s, 5m or 2h", SOME_TIME.matcher(value).matches() ? SOME_TIME : TIME);
        }
        return json(value)
                .filter(node -> node.isContainerNode() || node.isTextual())
                .map(ParameterKind::json)
                .orElse(TEXT);
    }

    private static ParameterKind of(String form, Pattern pattern) {
        return new ParameterKind(form, pattern.asMatchPredicate());
    }

    /** @param to null when there is no upper bound */
    private static ParameterKind number(String from, String to) {
        int least = Integer.parseInt(from);
        int most = to == null ? Integer.MAX_VALUE : Integer.parseInt(to);
        return new ParameterKind(
                "a whole number from " + from + (to == null ? " on" : " to " + to),
                value -> NUMBER.matcher(value).matches()
                        && Integer.parseInt(value) >= least
                        && Integer.parseInt(value) <= most);
    }

    /** Accepts JSON of the same type as the default, since it becomes a part of the request. */
    private static ParameterKind json(JsonNode defaultValue) {
        List<String> keys = keys(defaultValue);
        String form = defaultValue.isArray()
                ? "array such as [\"a\",\"b\"]"
                : defaultValue.isTextual()
                        ? "string such as \"a\""
                        : "object with the keys " + String.join(" and ", keys);
        return new ParameterKind("a JSON " + form, value -> json(value)
                .filter(node -> node.getNodeType() == defaultValue.getNodeType())
                .filter(node -> keys.containsAll(keys(node)))
                .isPresent());
    }

    private static List<String> keys(JsonNode node) {
        return node.properties().stream().map(Map.Entry::getKey).toList();
    }

    void check(String key, String value) {
        if (!accepts.test(value)) {
            throw new ConfigurationException(
                    "Setting " + key + " does not accept the value given: it accepts " + form + ".");
        }
    }

    private static boolean isRegion(String value) {
        return PhoneNumberUtil.getInstance().getSupportedRegions().contains(value.toUpperCase(Locale.ROOT));
    }

    private static boolean isUrl(String value) {
        try {
            URI uri = new URI(value);
            return Origin.of(value).isPresent() && uri.getQuery() == null && uri.getFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static Optional<JsonNode> json(String value) {
        try {
            return Optional.of(JSON.readTree(value));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
