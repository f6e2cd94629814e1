package io.contactroutes.bundle;

import io.contactroutes.config.Settings;
import io.contactroutes.management.MetricNames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
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

    private ManagementPort() {}

    /** Switches Camel's management server, and what is on it, on or off. */
    static void prepare(Settings settings, RunMode mode, Main main, Properties properties) {
        boolean on = !mode.once() && "true".equals(settings.value(ENABLED)) && isFree(settings);
        properties.setProperty("contact-routes.page", String.valueOf(on));
        if (on) {
            properties.setProperty("camel.health.enabled", "true");
            properties.setProperty("camel.metrics.enabled", "true");
            main.bind(MetricNames.REGISTRY, MetricNames.registry());
        } else {
            List.copyOf(properties.stringPropertyNames()).stream()
                    .filter(key -> UNUSED.matcher(key).lookingAt())
                    .forEach(properties::remove);
        }
    }

    /** Sweeps go on without it: they matter more. */
    private static boolean isFree(Settings settings) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(
                    InetAddress.getByName(settings.value(HOST)), Integer.parseInt(settings.value(PORT))));
            return true;
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn(
                    "Status page, health and metrics are off: nothing can listen on {}:{}. Sweeps go on; correct {} and {} and"
                            + " start again.",
                    settings.value(HOST),
                    settings.value(PORT),
                    HOST,
                    PORT);
            return false;
        }
    }
}
