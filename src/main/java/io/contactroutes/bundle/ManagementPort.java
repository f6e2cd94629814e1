package io.contactroutes.bundle;

import io.contactroutes.config.Settings;
import io.contactroutes.management.MetricNames;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Properties;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether a bundle listens for operators: not when it ends by itself, and not on a port that is taken. */
final class ManagementPort {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementPort.class);

    private static final String ENABLED = "camel.management.enabled";
    private static final String HOST = "camel.management.host";
    private static final String PORT = "camel.management.port";

    private ManagementPort() {}

    /** Switches Camel's management server, and what is on it, on or off. */
    static void prepare(Settings settings, RunMode mode, Main main, Properties properties) {
        boolean on = !mode.once() && "true".equals(settings.value(ENABLED)) && isFree(settings);
        for (String each : List.of(ENABLED, "contact-routes.page", "camel.health.enabled", "camel.metrics.enabled")) {
            properties.setProperty(each, String.valueOf(on));
        }
        if (on) {
            main.bind(MetricNames.REGISTRY, MetricNames.registry());
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
