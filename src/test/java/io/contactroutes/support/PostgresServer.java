package io.contactroutes.support;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A real PostgreSQL server on a free port of the loopback interface, with a fresh database for every caller. It can be
 * restarted on its port with its data.
 *
 * <p>Use {@link #shared()} wherever the server only has to be there; {@link #start()} a separate one to do it harm.
 */
public final class PostgresServer implements AutoCloseable {

    private static final String SUPERUSER = "postgres";

    private static PostgresServer shared;

    private final AtomicInteger databases = new AtomicInteger();
    private final Path data;
    private EmbeddedPostgres server;

    private PostgresServer() throws IOException {
        data = Files.createTempDirectory(Files.createDirectories(Path.of("target/postgres")), "server-");
        server = launch(0);
    }

    /** The one server that all tests of this JVM share; it ends with the JVM. */
    public static synchronized PostgresServer shared() {
        if (shared == null) {
            shared = start();
        }
        return shared;
    }

    /** Starts a server and waits until it takes connections. */
    public static PostgresServer start() {
        try {
            return new PostgresServer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Creates an empty database and returns its address, user included. */
    public String jdbcUrl() {
        String database = "test_" + databases.incrementAndGet();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + database);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return server.getJdbcUrl(SUPERUSER, database);
    }

    /** Stops the server, which ends every connection, and starts it again on the same port with its data. */
    public void restart() {
        int port = server.getPort();
        close();
        try {
            server = launch(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Port 0 is any free one. */
    private EmbeddedPostgres launch(int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start();
    }
}
