package io.contactroutes.config;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One configured contact list of a provider.
 *
 * @param name its name, unique in the bundle
 * @param provider the route template it is an instance of
 * @param parameters every declared parameter with its value, those of the template's defaults included
 */
public record Account(String name, String provider, Map<String, String> parameters) {

    private static final List<String> SECRET_ENDINGS = List.of("token", "key", "secret", "session", "password");

    /** Whether a parameter of this name holds a secret: Camel masks by the same rule. */
    public static boolean isSecret(String parameter) {
        String name = parameter.toLowerCase(Locale.ROOT);
        return SECRET_ENDINGS.stream().anyMatch(name::endsWith);
    }

    /** The key of a parameter in {@code application.properties}. */
    public String key(String parameter) {
        return "camel.route-template[" + name + "]." + parameter;
    }

    /** The value of a parameter; null when the provider does not have it. */
    public String text(String parameter) {
        return parameters.get(parameter);
    }

    /** A parameter that is a whole number from 1 on. */
    public int count(String parameter) {
        return Integer.parseInt(parameters.get(parameter));
    }

    /** How long the account waits from one sweep to the next. */
    public Duration every() {
        return Setting.duration(text("every"));
    }

    /** The host and port that the account's requests go to: those of its {@code url}. */
    public String host() {
        URI uri = URI.create(text("url"));
        int port = uri.getPort() >= 0 ? uri.getPort() : "http".equals(uri.getScheme()) ? 80 : 443;
        return uri.getHost().toLowerCase(Locale.ROOT) + ":" + port;
    }

    /** The names of the parameters that hold its secrets. */
    public List<String> secrets() {
        return parameters.keySet().stream().filter(Account::isSecret).sorted().toList();
    }

    /** The keys of its secrets, as part of a sentence. */
    public String secretKeys() {
        return secrets().stream().map(this::key).collect(Collectors.joining(" and "));
    }

    /** Whether all secrets are there; an account without them is skipped. */
    public boolean isConfigured() {
        return missingSecrets().isEmpty();
    }

    /** The names of the secrets that are empty. */
    public List<String> missingSecrets() {
        return secrets().stream().filter(name -> text(name).isEmpty()).toList();
    }

    /** The parameters without the secrets, as mappings see them in {@code $account}. */
    public ObjectNode visibleParameters() {
        ObjectNode visible = JsonNodeFactory.instance.objectNode();
        parameters.forEach((name, value) -> {
            if (!isSecret(name)) {
                visible.put(name, value);
            }
        });
        return visible;
    }

    /** Holds no parameter, as some are secret. */
    @Override
    public String toString() {
        return name + " (" + provider + ")";
    }
}
