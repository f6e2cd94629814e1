package io.contactroutes.support;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** A port of this machine on which nothing listens, and neither on the next one. */
public final class LoopbackPort {

    private LoopbackPort() {}

    /** Below the ports that systems give to clients, so that none takes it during a restart. */
    public static int free() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 15_000) * 2;
            if (isFree(port) && isFree(port + 1)) {
                return port;
            }
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
