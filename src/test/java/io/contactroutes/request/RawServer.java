package io.contactroutes.request;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.net.ServerSocketFactory;

/** A server below HTTP: what it sends, and how slowly, is a test's own affair. */
final class RawServer implements AutoCloseable {

    private final ServerSocket listening;
    private final List<Socket> taken = new CopyOnWriteArrayList<>();

    private RawServer(ServerSocket listening, Reply reply) {
        this.listening = listening;
        Thread server = new Thread(() -> serve(reply), "raw-server");
        server.setDaemon(true);
        server.start();
    }

    static RawServer start(Reply reply) throws IOException {
        return start(ServerSocketFactory.getDefault(), reply);
    }

    static RawServer start(ServerSocketFactory sockets, Reply reply) throws IOException {
        return new RawServer(sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress()), reply);
    }

    int port() {
        return listening.getLocalPort();
    }

    /** How many connections were made. */
    int connections() {
        return taken.size();
    }

    private void serve(Reply reply) {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                taken.add(socket);
                Thread one = new Thread(() -> answer(socket, reply), "raw-server-connection");
                one.setDaemon(true);
                one.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void answer(Socket socket, Reply reply) {
        try (socket) {
            socket.getInputStream().read(new byte[8192]);
            reply.send(socket.getOutputStream());
        } catch (IOException gone) {
            // the client has had enough
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends a text a byte at a time. */
    static void drip(OutputStream to, String text, long millis) throws IOException {
        for (byte each : text.getBytes(StandardCharsets.US_ASCII)) {
            to.write(each);
            to.flush();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : taken) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a connection gets after its request. */
    @FunctionalInterface
    interface Reply {
        void send(OutputStream to) throws IOException, InterruptedException;
    }
}
