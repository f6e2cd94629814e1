package io.contactroutes.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A relay to a real server, which tells another version when a connection begins. */
final class OldPostgres implements AutoCloseable {

    private static final String VERSION = "server_version\0";

    private final ServerSocket listening = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final URI server;
    private final String version;

    private OldPostgres(URI server, String version) throws IOException {
        this.server = server;
        this.version = version;
    }

    /** @param version the major one, of two digits */
    static OldPostgres before(String url, String version) throws IOException {
        OldPostgres relay = new OldPostgres(URI.create(url.substring("jdbc:".length())), version);
        start(relay::accept);
        return relay;
    }

    String url() {
        return "jdbc:postgresql://localhost:" + listening.getLocalPort() + server.getPath() + "?" + server.getQuery();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            Socket there = new Socket(server.getHost(), server.getPort());
            open.addAll(List.of(client, there));
            start(() -> copy(client, there));
            start(() -> copy(there, client));
        }
    }

    private void copy(Socket from, Socket to) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[1 << 16];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            String text = new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
            int at = text.indexOf(VERSION);
            if (at >= 0) {
                byte[] told = version.getBytes(StandardCharsets.ISO_8859_1);
                System.arraycopy(told, 0, buffer, at + VERSION.length(), told.length);
            }
            out.write(buffer, 0, read);
        }
        to.close();
    }

    private interface Relaying {
        void run() throws IOException;
    }

    private static void start(Relaying relaying) {
        Thread thread = new Thread(() -> {
            try {
                relaying.run();
            } catch (IOException closed) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
