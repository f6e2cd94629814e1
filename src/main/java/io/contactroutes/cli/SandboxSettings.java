package io.contactroutes.cli;

import io.contactroutes.config.Setting;
import io.contactroutes.config.Settings;
import io.contactroutes.sandbox.ProviderApi;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Changes the bundle's settings for a sandbox: every account uses the double's address and credentials, and nothing is published
 * where the bundle publishes. Only the command line can name another sink; the file and the environment cannot.
 */
final class SandboxSettings {

    private static final String ACCOUNTS = "camel.route-template[";

    private final Settings own;
    private final Map<String, String> given;
    private final Map<String, String> providerOf = new TreeMap<>();

    private SandboxSettings(Settings own, Map<String, String> given) {
        this.own = own;
        this.given = given;
        own.below(ACCOUNTS).forEach((key, provider) -> {
            if (key.endsWith("].template-id")) {
                providerOf.put(key.substring(0, key.indexOf(']')), provider);
            }
        });
        providerOf
                .values()
                .retainAll(ProviderApi.shipped().stream()
                        .map(ProviderApi::provider)
                        .toList());
    }

    static SandboxSettings of(Settings own, Map<String, String> given) {
        return new SandboxSettings(own, given);
    }

    /** Returns the accounts of providers that the double has. */
    List<Served> served() {
        return providerOf.entrySet().stream()
                .map(account -> Served.of(account.getKey(), account.getValue()))
                .toList();
    }

    Settings against(ProviderDouble providers) {
        Map<String, String> changes = new HashMap<>();
        changes.put(Setting.SINK.key(), "files");
        changes.put(Setting.FILES_DIRECTORY.key(), "out/sandbox");
        changes.put(Setting.KAFKA_TOPIC.key(), "sandbox.contacts");
        changes.put("camel.component.kafka.brokers", "localhost:9092");
        changes.putAll(given);
        Settings settings = own;
        for (String block : blocks()) {
            if (providerOf.containsKey(block)) {
                providers
                        .parameters(block)
                        .forEach((name, value) -> changes.put(ACCOUNTS + block + "]." + name, value));
                changes.put(ACCOUNTS + block + "].requestsPerMinute", "100000000");
            } else {
                settings = settings.without(ACCOUNTS + block + "]");
            }
        }
        return settings.with(changes);
    }

    private List<String> blocks() {
        return own.below(ACCOUNTS).keySet().stream()
                .filter(key -> key.indexOf(']') > 0)
                .map(key -> key.substring(0, key.indexOf(']')))
                .distinct()
                .toList();
    }
}
