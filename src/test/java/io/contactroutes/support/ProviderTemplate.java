package io.contactroutes.support;

import com.fasterxml.jackson.databind.node.TextNode;
import io.contactroutes.config.Account;
import io.contactroutes.jslt.Jslt;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a provider's template declares: its parameters, and the expression that makes a page of an answer. */
public final class ProviderTemplate {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(?:(query|json):)?(\\w+)}}");

    private static final Path SWEEP = Path.of("routes/sweep.camel.yaml");

    private final RouteFile file;

    private ProviderTemplate(RouteFile file) {
        this.file = file;
    }

    static ProviderTemplate of(String provider) {
        return new ProviderTemplate(RouteFile.read(Path.of("routes/providers", provider + ".camel.yaml")));
    }

    /** The parameters that have to be set because they have no default. */
    private List<String> required() {
        return file.parameters().stream()
                .filter(parameter -> !parameter.containsKey("defaultValue"))
                .map(parameter -> String.valueOf(parameter.get("name")))
                .toList();
    }

    /** The parameters that hold a secret. */
    public List<String> secrets() {
        return required().stream().filter(Account::isSecret).toList();
    }

    /** The defaults of all parameters, those of every account among them. */
    Map<String, String> defaults() {
        Map<String, String> defaults = new HashMap<>();
        for (RouteFile each : List.of(RouteFile.read(SWEEP), file)) {
            each.parameters().stream()
                    .filter(parameter -> parameter.containsKey("defaultValue"))
                    .forEach(parameter -> defaults.put(
                            String.valueOf(parameter.get("name")), String.valueOf(parameter.get("defaultValue"))));
        }
        return defaults;
    }

    /** The expression of its last {@code setBody}, which makes a page of an answer. */
    Jslt page(Map<String, String> parameters) {
        String expression = file.steps().stream()
                .filter(step -> step.getKey().equals("setBody"))
                .map(step -> RouteFile.map(RouteFile.map(step.getValue()).get("expression")))
                .map(written ->
                        String.valueOf(RouteFile.map(written.get("language")).get("expression")))
                .reduce((first, last) -> last)
                .orElseThrow(() -> new IllegalArgumentException(file + " has no setBody that makes a page"));
        Matcher placeholder = PLACEHOLDER.matcher(expression);
        return Jslt.compile(
                placeholder.replaceAll(found ->
                        Matcher.quoteReplacement(value(found.group(1), parameters.getOrDefault(found.group(2), "")))),
                file.toString());
    }

    private static String value(String form, String value) {
        if (form == null) {
            return value;
        }
        return form.equals("json")
                ? TextNode.valueOf(value).toString()
                : URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
