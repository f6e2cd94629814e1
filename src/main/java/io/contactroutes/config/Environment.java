package io.contactroutes.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what environment variables contribute to settings.
 *
 * @param variables by name
 */
record Environment(Map<String, String> variables) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{env:([A-Za-z0-9_]+)(?::([^}]*))?}}");
    private static final Pattern COMPONENT = Pattern.compile("CAMEL_COMPONENT_(KAFKA|HTTP)_([A-Z0-9_]+)");

    /** Returns the value of the variable that overrides a key; null when it is not set. */
    String override(String key) {
        return variables.get(Settings.variable(key));
    }

    /** Adds the settings of Camel's components that only a variable sets, such as the security of Kafka. */
    void addComponents(Map<String, String> values) {
        variables.forEach((variable, value) -> {
            Matcher name = COMPONENT.matcher(variable);
            if (name.matches()) {
                String component = name.group(1).toLowerCase(Locale.ROOT);
                String option = name.group(2).toLowerCase(Locale.ROOT).replace('_', '-');
                values.putIfAbsent("camel.component." + component + "." + option, value);
            }
        });
    }

    /** Replaces {@code {{env:NAME}}} and {@code {{env:NAME:default}}}, as Camel does it elsewhere. */
    String resolved(String value) {
        return PLACEHOLDER
                .matcher(value)
                .replaceAll(variable -> Matcher.quoteReplacement(variables.getOrDefault(
                        variable.group(1),
                        Optional.ofNullable(variable.group(2)).orElse(""))))
                .strip();
    }

    /** Returns the name of the first variable that a value refers to. */
    static Optional<String> referredToBy(String value) {
        Matcher variable = PLACEHOLDER.matcher(value);
        return variable.find() ? Optional.of(variable.group(1)) : Optional.empty();
    }
}
