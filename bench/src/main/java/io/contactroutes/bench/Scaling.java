package io.contactroutes.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Measures what accounts cost: 10, 100 and 1,000 of them, each with a hundred contacts of which none changes, swept every minute; by one
 * process on SQLite, by one on PostgreSQL and by three. Run in the project's folder by {@code bench/scale}.
 */
public final class Scaling {

    private static final Path WORK = Path.of("bench/target/scale");
    private static final Path RESULTS = Path.of("bench/results");

    /** When not every account has been swept by then, it is measured all the same. */
    private static final Duration LONGEST_START = Duration.ofMinutes(5);

    private static final Duration SETTLING = Duration.ofSeconds(15);

    private final List<String> rows = new ArrayList<>();
    private final Stage stage;
    private final SharedState state;

    private Scaling(Stage stage, SharedState state) {
        this.stage = stage;
        this.state = state;
    }

    /** @param args the folder of the results, and the numbers of accounts, if others than 10, 100 and 1,000 */
    public static void main(String[] args) throws Exception {
        Path results = args.length > 0 ? Path.of(args[0]) : RESULTS;
        List<Integer> sizes = args.length > 1
                ? Arrays.stream(args).skip(1).map(Integer::valueOf).toList()
                : List.of(10, 100, 1000);
        Benchmark.clear(WORK);
        Files.createDirectories(WORK);
        long start = System.nanoTime();
        Stage stage = new Stage(WORK);
        Runtime.getRuntime().addShutdownHook(new Thread(stage::close));
        try (SharedState state = new SharedState(WORK)) {
            stage.open(List.of(), List.of());
            Scaling scaling = new Scaling(stage, state);
            for (int accounts : sizes) {
                scaling.measure("SQLite", accounts, 1);
                scaling.measure("PostgreSQL", accounts, 1);
                scaling.measure("PostgreSQL", accounts, 3);
            }
            Files.createDirectories(results);
            Files.writeString(
                    results.resolve("scaling.md"),
                    scaling.markdown(Machine.lines(), (System.nanoTime() - start) / 1_000_000_000L));
        } finally {
            stage.close();
            Benchmark.clear(WORK.resolve("broker"));
        }
    }

    private void measure(String database, int accounts, int processes)
            throws IOException, SQLException, InterruptedException {
        String name = (database + "_" + accounts + "_" + processes).toLowerCase(Locale.ROOT);
        Path folder = Files.createDirectories(WORK.resolve(name));
        boolean shared = database.equals("PostgreSQL");
        String url = shared
                ? state.database(name)
                : "jdbc:sqlite:" + folder.resolve("state.db").toAbsolutePath();
        long begun = System.nanoTime();
        try (SweepEnds ends = new SweepEnds(stage.brokers(), name);
                ScaledRun run = new ScaledRun(folder, accounts, processes, url, stage.brokers(), name)) {
            while (ends.accounts() < accounts && seconds(begun) < LONGEST_START.toSeconds()) {
                ends.poll();
                if (!run.isAlive()) {
                    throw new IllegalStateException(name + ": a process has ended; see the logs in " + folder);
                }
            }
            String first = ends.accounts() < accounts
                    ? ends.accounts() + " accounts"
                    : String.format(Locale.ROOT, "%.0f s", seconds(begun));
            for (long settling = System.nanoTime(); seconds(settling) < SETTLING.toSeconds(); ) {
                ends.poll();
            }
            Window window = new Window(run, ends, stage, state, shared ? name : null);
            while (window.seconds() < ScaledRun.EVERY.toSeconds()) {
                ends.poll();
                window.sample();
            }
            rows.add(window.row(database, accounts, first));
            System.out.print(rows.get(rows.size() - 1));
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private String markdown(List<String> machine, long seconds) {
        StringBuilder text = new StringBuilder("# What accounts and processes cost\n\n");
        machine.forEach(line -> text.append("- ").append(line).append('\n'));
        text.append("- whole run ")
                .append(seconds)
                .append(" s; PostgreSQL 17, broker, double and processes share the cores\n\n");
        text.append(
                "Each account has 100 contacts on 8 pages, the last one empty; none changes. All are on one host without a limit"
                        + " and swept every minute. Measured for a minute, after each was swept once: threads, memory, connections at"
                        + " their peak, all else on average; threads, memory and CPU of all processes together, 100 % being one core."
                        + " The minute and what a sweep leaves to the next one make *reached* vary by some per cent.\n\n");
        text.append(Window.HEAD);
        rows.forEach(text::append);
        return text.toString();
    }
}
