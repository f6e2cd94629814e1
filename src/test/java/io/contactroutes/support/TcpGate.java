package io.contactroutes.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A port of the loopback interface behind which a server is reached until a test cuts that off. Bytes that were on their way when it
 * was shut arrive when it is opened again, as in a network.
 */
public final class TcpGate implements AutoCloseable {

    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final Object turn = new Object();
    private volatile int target;
    private volatile long delayNanos;
    private boolean shut;
    private int held;

    public TcpGate() {
        try {
            listener = new ServerSocket(LoopbackPort.free(), 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** Begins to take connections, for the server on this port. */
    public TcpGate to(int port) {
        target = port;
        daemon(this::accept);
        return this;
    }

    /** Whatever passes takes so long, in each direction. */
    public TcpGate delaying(Duration time) {
        delayNanos = time.toNanos();
        return this;
    }

    /** Nothing passes any more in either direction; connections stay open, and new ones are taken. */
    public void shut() {
        synchronized (turn) {
            shut = true;
        }
    }

    /** Whether something has come that does not pass. */
    public boolean holds() {
        synchronized (turn) {
            return held > 0;
        }
    }

    /** Everything passes again. */
    public void open() {
        synchronized (turn) {
            shut = false;
            turn.notifyAll();
        }
    }

    /** Resets all connections. */
    public void reset() {
        sockets.forEach(TcpGate::reset);
    }

    @Override
    public void close() {
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        open();
        reset();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                connect(listener.accept());
            } catch (IOException e) {
                // The gate is closed, or the client has gone already.
            }
        }
    }

    private void connect(Socket client) throws IOException {
        sockets.add(client);
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            daemon(() -> pass(client, server));
            daemon(() -> pass(server, client));
        } catch (IOException e) {
            reset(client);
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] bytes = new byte[64 * 1024];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                LockSupport.parkNanos(delayNanos);
                awaitOpen();
                out.write(bytes, 0, read);
            }
            awaitOpen();
            end(to);
        } catch (IOException e) {
            awaitOpen();
            reset(to);
        } finally {
            end(from);
            sockets.remove(from);
        }
    }

    private void awaitOpen() {
        synchronized (turn) {
            held++;
            try {
                while (shut) {
                    turn.wait();
                }
                held--;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void reset(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            // It is closed.
        }
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "tcp-gate");
        thread.setDaemon(true);
        thread.start();
    }
}
