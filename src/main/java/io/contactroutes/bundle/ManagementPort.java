package io.contactroutes.bundle;

import io.contactroutes.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides whether a bundle listens for operators: not when it ends by itself, and not on a port that is taken. */
final class ManagementPort {

    private static final Logger LOG = LoggerFactory.getLogger(ManagementPort.class);

    private static final String ENABLED = "camel.management.enabled";
    private static final String HOST = "camel.management.host";
    private static final String PORT = "camel.management.port";

    private ManagementPort() {}

    /** Returns the properties that switch Camel's management server, and the routes on it, on or off. */
    static Map<String, String> properties(Settings settings, RunMode mode) {
        boolean on = !mode.once() && "true".equals(settings.value(ENABLED)) && isFree(settings);
        return Map.of(ENABLED, String.valueOf(on), "contact-routes.page", String.valueOf(on));
    }

    /** Sweeps go on without the page: they matter more. */
    private static boolean isFree(Settings settings) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(
                    InetAddress.getByName(settings.value(HOST)), Integer.parseInt(settings.value(PORT))));
            return true;
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn(
                    "The status page is off: nothing can listen on {}:{}. Sweeps go on; correct {} and {} and start again.",
                    settings.value(HOST),
                    settings.value(PORT),
                    HOST,
                    PORT);
            return false;
        }
    }
}
