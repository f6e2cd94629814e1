package io.contactroutes.config;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Maps the old names of settings that were renamed; this release accepts them with a warning. */
final class RenamedSettings {

    private static final Logger LOG = LoggerFactory.getLogger(RenamedSettings.class);
    private static final Map<String, Setting> BY_OLD_NAME =
            Map.of("contacts.request.patience", Setting.REQUEST_RETRY_TIMEOUT);

    private final Map<String, String> found = new TreeMap<>();

    /** Returns the settings under their new names; where both names are given, the new one applies. */
    Map<String, String> inKeys(Map<String, String> given) {
        return renamed(given, key -> key);
    }

    /** Returns the environment variables under their new names. */
    Map<String, String> inVariables(Map<String, String> given) {
        return renamed(given, Settings::variable);
    }

    private Map<String, String> renamed(Map<String, String> given, UnaryOperator<String> form) {
        Map<String, String> renamed = new TreeMap<>(given);
        BY_OLD_NAME.forEach((old, setting) -> {
            String value = renamed.remove(form.apply(old));
            if (value != null) {
                renamed.putIfAbsent(form.apply(setting.key()), value);
                found.put(form.apply(old), form.apply(setting.key()));
            }
        });
        return renamed;
    }

    /** Logs one line when an old name was found. */
    void warn() {
        if (!found.isEmpty()) {
            LOG.warn(
                    "{}; use the new name, as the next release does not accept the old one.",
                    found.entrySet().stream()
                            .map(each -> "Setting " + each.getKey() + " is now " + each.getValue())
                            .collect(Collectors.joining(", ")));
        }
    }
}
