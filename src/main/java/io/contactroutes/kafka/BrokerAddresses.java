package io.contactroutes.kafka;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;

/** Finds out why no broker answers, which a Kafka client does not say: it only waits. */
final class BrokerAddresses {

    private static final int CONNECT_MILLIS = 2_000;

    /** A list is not read to its end when its hosts are far away and do not answer. */
    private static final int MOST = 5;

    private BrokerAddresses() {}

    /**
     * Connects to the brokers, one after the other.
     *
     * @param brokers {@code host:port}, separated by commas
     * @return why none can be reached, as part of a sentence; empty when one takes connections
     */
    static Optional<String> unreachable(String brokers) {
        List<String> reasons = new ArrayList<>();
        for (String broker : brokers.split("\\s*,\\s*")) {
            Optional<String> reason = reason(broker.strip());
            if (reason.isEmpty()) {
                return Optional.empty();
            }
            reasons.add(broker + ": " + reason.get());
            if (reasons.size() == MOST) {
                break;
            }
        }
        return Optional.of(String.join(", ", reasons));
    }

    private static Optional<String> reason(String broker) {
        InetSocketAddress address = new InetSocketAddress(Utils.getHost(broker), Utils.getPort(broker));
        if (address.isUnresolved()) {
            return Optional.of("unknown host");
        }
        try (Socket socket = new Socket()) {
            socket.connect(address, CONNECT_MILLIS);
            return Optional.empty();
        } catch (ConnectException e) {
            return Optional.of("connection refused");
        } catch (IOException e) {
            return Optional.of("no connection within " + CONNECT_MILLIS / 1_000 + " s");
        }
    }
}
