package io.contactroutes.bundle;

import io.contactroutes.config.Setting;
import io.contactroutes.config.Settings;
import java.util.Map;

/** Makes the values of placeholders in routes that are not settings, or are settings in another form, such as milliseconds. */
final class RoutePlaceholders {

    private RoutePlaceholders() {}

    static Map<String, String> of(Settings settings, RunMode mode) {
        return Map.of(
                Setting.FILES_DIRECTORY.key(),
                settings.path(Setting.FILES_DIRECTORY).toString(),
                "contact-routes.ticks",
                mode.once() ? "1" : "0",
                "contact-routes.page",
                "false",
                "contact-routes.connect-timeout-millis",
                String.valueOf(
                        settings.duration(Setting.REQUEST_CONNECT_TIMEOUT).toMillis()),
                "contact-routes.timeout-millis",
                String.valueOf(settings.duration(Setting.REQUEST_TIMEOUT).toMillis()));
    }
}
