package io.contactroutes.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL server with a database for each run, and what it says of its work. */
final class SharedState implements AutoCloseable {

    private static final String USER = "postgres";

    private final Path data;
    private final EmbeddedPostgres server;

    /** What a database has done until now. */
    record Work(long transactions, long rowsWritten, long rowsRead) {

        Work since(Work before) {
            return new Work(
                    transactions - before.transactions, rowsWritten - before.rowsWritten, rowsRead - before.rowsRead);
        }
    }

    SharedState(Path folder) throws IOException {
        data = folder.resolve("postgres");
        server = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setServerConfig("max_connections", "100")
                .start();
    }

    String database(String name) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return server.getJdbcUrl(USER, name);
    }

    long connections(String name) throws SQLException {
        return row("SELECT count(*), 0, 0 FROM pg_stat_activity WHERE datname = '" + name + "'")
                .transactions();
    }

    /** Counted by the server, which may be some seconds late. */
    Work work(String name) throws SQLException {
        return row("SELECT xact_commit + xact_rollback, tup_inserted + tup_updated + tup_deleted, tup_fetched"
                + " FROM pg_stat_database WHERE datname = '" + name + "'");
    }

    /** Of the server and all its sessions. */
    double cpuSeconds() throws IOException {
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
        return ProcessFigures.cpuSecondsWithChildren(Long.parseLong(pid));
    }

    private Work row(String query) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return new Work(row.getLong(1), row.getLong(2), row.getLong(3));
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
