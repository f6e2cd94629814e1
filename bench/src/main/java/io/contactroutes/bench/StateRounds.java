package io.contactroutes.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.sql.DataSource;

/** Sweeps of one kind over the states in SQLite and in PostgreSQL, and what these take on disk after the last one. */
final class StateRounds {

    static final String HEAD = """
            A ratio is the median of the ratios of single rounds, which were measured one right after the other; rates are
            medians. Bytes are those of the file, and of all tables with their indexes, after the last round.

            | contacts | ids | sweep | rounds | SQLite, contacts/s | PostgreSQL, contacts/s | ratio | SQLite, bytes a contact | PostgreSQL, bytes a contact |
            |---:|---|---|---:|---:|---:|---:|---:|---:|
            """;

    private static final String SIZE =
            "SELECT SUM(pg_total_relation_size(oid)) FROM pg_class" + " WHERE relkind = 'r' AND relname LIKE 'routes%'";

    private final int contacts;
    private final String ids;
    private final String sweep;
    private final Path file;
    private final DataSource server;
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> theirs = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();
    private double fileBytes;
    private double tableBytes;

    StateRounds(int contacts, String ids, String sweep, Path file, DataSource server) {
        this.contacts = contacts;
        this.ids = ids;
        this.sweep = sweep;
        this.file = file;
        this.server = server;
    }

    /** Adds a round. @param sqlite contacts a second @param postgres contacts a second */
    void add(double sqlite, double postgres) throws IOException, SQLException {
        ours.add(sqlite);
        theirs.add(postgres);
        ratios.add(postgres / sqlite);
        fileBytes = Files.size(file) / (double) contacts;
        try (Connection connection = server.getConnection();
                Statement statement = connection.createStatement();
                ResultSet size = statement.executeQuery(SIZE)) {
            size.next();
            tableBytes = size.getLong(1) / (double) contacts;
        }
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "| %,d | %s | %s | %d | %,.0f | %,.0f | %.2f | %.0f | %.0f |%n",
                contacts,
                ids,
                sweep,
                ratios.size(),
                median(ours),
                median(theirs),
                median(ratios),
                fileBytes,
                tableBytes);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
