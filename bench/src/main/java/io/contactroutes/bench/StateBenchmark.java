package io.contactroutes.bench;

import io.contactroutes.database.JdbcState;
import io.contactroutes.state.State;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures the state alone, in SQLite and in PostgreSQL in turn: contacts a second, and bytes a contact. Run in the project's folder by
 * {@code bench/run state}.
 */
public final class StateBenchmark {

    private static final Path WORK = Path.of("bench/target");
    private static final Path RESULTS = Path.of("bench/results");

    private static final String NUMBERS = "numbers";
    private static final String LONG = "24 characters";
    private static final String SHUFFLED = "24 characters, list in random order";

    private static final int UNCHANGED_ROUNDS = 5;
    private static final int CHANGED_ROUNDS = 3;
    private static final int ONE_CHANGED_IN = 50;

    private StateBenchmark() {}

    /** @param args the folder of the results, default {@code bench/results}, and numbers of contacts, default 100,000 and a million */
    public static void main(String[] args) throws Exception {
        List<StateRounds> all = new ArrayList<>();
        List<Integer> sizes =
                args.length > 1 ? Stream.of(args).skip(1).map(Integer::valueOf).toList() : List.of(100_000, 1_000_000);
        for (int contacts : sizes) {
            for (String kind : List.of(NUMBERS, LONG, SHUFFLED)) {
                all.addAll(measure(contacts, kind));
            }
        }
        StringBuilder text = new StringBuilder("# Results of the state alone\n\n");
        Machine.lines().forEach(line -> text.append("- ").append(line).append('\n'));
        text.append('\n').append(StateRounds.HEAD);
        all.forEach(rounds -> text.append(rounds.row()));
        Path folder = args.length > 0 ? Path.of(args[0]) : RESULTS;
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("state.md"), text);
    }

    private static List<StateRounds> measure(int contacts, String kind) throws Exception {
        List<String> ids = ids(contacts, kind);
        Path folder = Files.createTempDirectory(Files.createDirectories(WORK), "state-");
        Path file = folder.resolve("contacts.db");
        try (EmbeddedPostgres server = server(folder.resolve("postgres"));
                State sqlite = JdbcState.open("jdbc:sqlite:" + file);
                State postgres = JdbcState.open(server.getJdbcUrl("postgres", "postgres"))) {
            StateSweeps ours = new StateSweeps(sqlite, ids);
            StateSweeps theirs = new StateSweeps(postgres, ids);
            List<StateRounds> all = new ArrayList<>();
            for (String sweep : List.of("first", "unchanged", "2 % changed", "unchanged again")) {
                StateRounds rounds = new StateRounds(contacts, kind, sweep, file, server.getPostgresDatabase());
                for (int i = 0; i < rounds(sweep); i++) {
                    if (sweep.contains("%")) {
                        ours.change(ONE_CHANGED_IN, i);
                        theirs.change(ONE_CHANGED_IN, i);
                    }
                    rounds.add(ours.sweep(), theirs.sweep());
                }
                System.out.print(rounds.row());
                all.add(rounds);
            }
            return all;
        } finally {
            Benchmark.clear(folder);
        }
    }

    private static int rounds(String sweep) {
        return switch (sweep) {
            case "first" -> 1;
            case "2 % changed" -> CHANGED_ROUNDS;
            default -> UNCHANGED_ROUNDS;
        };
    }

    /** A server that writes to the disk as one does that is not for tests; all else is as it ships, autovacuum too. */
    private static EmbeddedPostgres server(Path data) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .start();
    }

    private static List<String> ids(int contacts, String kind) {
        String format = kind.equals(NUMBERS) ? "%d" : "65f1c0de%016x";
        List<String> ids = new ArrayList<>(IntStream.rangeClosed(1, contacts)
                .mapToObj(i -> String.format(format, i))
                .toList());
        if (kind.equals(SHUFFLED)) {
            Collections.shuffle(ids, new Random(contacts));
        }
        return ids;
    }
}
