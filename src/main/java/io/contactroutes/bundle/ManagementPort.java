package io.contactroutes.bundle;

import io.contactroutes.config.Settings;
import io.contactroutes.management.MetricNames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether a bundle listens for operators: not when it ends by itself, and not on a port that is taken. */
final class ManagementPort {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementPort.class);

    /** Any of these makes Camel load its server, its checks or its metrics. */
    private static final Pattern UNUSED = Pattern.compile("camel[.](management|health|metrics)[.]");

    private static final String ENABLED = "camel.management.enabled";
    private static final String HOST = "camel.management.host";
    private static final String PORT = "camel.management.port";

    /** For a file of settings that does not have them. Camel itself listens on all addresses, and puts addresses into labels. */
    private static final Map<String, String> DEFAULTS = Map.of(
            HOST,
            "127.0.0.1",
            PORT,
            "9876",
            "camel.health.producers-enabled",
            "false",
            "camel.metrics.enable-exchange-event-notifier",
            "false");

    private ManagementPort() {}

    /** Switches Camel's management server, and what is on it, on or off. */
    static void prepare(Settings settings, RunMode mode, Main main, Properties properties) {
        DEFAULTS.forEach((key, value) -> properties.setProperty(
                key, Optional.ofNullable(settings.value(key)).orElse(value)));
        boolean on = !mode.once()
                && "true".equals(settings.value(ENABLED))
                && isFree(properties.getProperty(HOST), properties.getProperty(PORT));
        properties.setProperty("contact-routes.page", String.valueOf(on));
        if (on) {
            properties.setProperty(ENABLED, "true");
            properties.setProperty("camel.health.enabled", "true");
            properties.setProperty("camel.metrics.enabled", "true");
            main.bind(MetricNames.REGISTRY, MetricNames.registry());
        } else {
            // Camel would read CAMEL_MANAGEMENT_ENABLED past the settings, which have all that they know of the
            // environment.
            main.configure().setAutoConfigurationEnvironmentVariablesEnabled(false);
            main.configure().setRoutesExcludePattern("**/routes/management/**");
            List.copyOf(properties.stringPropertyNames()).stream()
                    .filter(key -> UNUSED.matcher(key).lookingAt())
                    .forEach(properties::remove);
        }
    }

    /** Sweeps go on without it: they matter more. */
    private static boolean isFree(String host, String port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(host), Integer.parseInt(port)));
            return true;
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn(
                    "Status page, health and metrics are off: nothing can listen on {}:{}. Sweeps go on; correct {} and {} and"
                            + " start again.",
                    host,
                    port,
                    HOST,
                    PORT);
            return false;
        }
    }
}
