package io.contactroutes.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One configured contact list of a provider.
 *
 * @param name unique in the bundle
 * @param provider the id of its provider's route template
 * @param parameters every declared parameter with its value, those of the template's defaults included
 * @param missing the names of its secrets, and of other parameters without a default, that are empty
 */
public record Account(String name, String provider, Map<String, String> parameters, List<String> missing) {

    private static final List<String> SECRET_ENDINGS = List.of("token", "key", "secret", "session", "password");

    /** Makes an account that lacks nothing. */
    public Account(String name, String provider, Map<String, String> parameters) {
        this(name, provider, parameters, List.of());
    }

    /** Returns whether a parameter of this name holds a secret; Camel masks by the same rule. */
    public static boolean isSecret(String parameter) {
        String name = parameter.toLowerCase(Locale.ROOT);
        return SECRET_ENDINGS.stream().anyMatch(name::endsWith);
    }

    /** Returns the key of a parameter in {@code application.properties}. */
    public String key(String parameter) {
        return "camel.route-template[" + name + "]." + parameter;
    }

    /** Returns the value of a parameter; null when the provider does not have it. */
    public String text(String parameter) {
        return parameters.get(parameter);
    }

    /** Returns the value of a parameter that is a whole number from 1 on. */
    public int count(String parameter) {
        return Integer.parseInt(parameters.get(parameter));
    }

    /** Returns whether each page declares how many contacts the list has. */
    public boolean declaresTotal() {
        return Boolean.parseBoolean(text("declaresTotal"));
    }

    /** Returns the orders in which the list can be walked, at least one; where the provider has no parameter for it, an empty text. */
    public List<String> orders() {
        return parts("sorts").toList();
    }

    /** Returns the time from the start to the first sweep. */
    public Duration firstTick() {
        return Setting.duration(text("firstTick"));
    }

    /** Returns the time from the start of one sweep to the start of the next. */
    public Duration every() {
        return Setting.duration(text("every"));
    }

    /** Returns the time from one recent sweep to the next; empty when there are none. */
    public Optional<Duration> recentEvery() {
        String every = text("recentEvery");
        return every.equals(ParameterKind.OFF) ? Optional.empty() : Optional.of(Setting.duration(every));
    }

    /**
     * Returns the orders in which the list has first what changed lately, each the name of the field that it is sorted by, with a
     * minus before it; empty where the provider has none.
     */
    public List<String> recent() {
        return parts("recent").filter(order -> !order.isEmpty()).toList();
    }

    private Stream<String> parts(String parameter) {
        return Arrays.stream(text(parameter).split(";")).map(String::trim);
    }

    /** Returns the names of the parameters that hold an address: {@code url} and those that end in {@code Url}. */
    public List<String> urls() {
        return parameters.keySet().stream().filter(Account::isUrl).sorted().toList();
    }

    static boolean isUrl(String parameter) {
        return parameter.equals("url") || parameter.endsWith("Url");
    }

    /** Returns the names of the parameters that hold its secrets. */
    public List<String> secrets() {
        return parameters.keySet().stream().filter(Account::isSecret).sorted().toList();
    }

    /** Returns the keys of its secrets, as part of a sentence. */
    public String secretKeys() {
        return secrets().stream().map(this::key).collect(Collectors.joining(" and "));
    }

    /** Returns whether it has all it needs; an account that lacks something is skipped. */
    public boolean isConfigured() {
        return missing.isEmpty();
    }

    /** Returns the parameters without the secrets, as mappings read them in {@code $account}. */
    public ObjectNode visibleParameters() {
        ObjectNode visible = JsonNodeFactory.instance.objectNode();
        parameters.forEach((name, value) -> {
            if (!isSecret(name)) {
                visible.put(name, value);
            }
        });
        return visible;
    }

    /** Contains no parameter, as some are secret. */
    @Override
    public String toString() {
        return name + " (" + provider + ")";
    }
}
