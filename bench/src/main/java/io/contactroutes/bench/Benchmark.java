package io.contactroutes.bench;

import io.contactroutes.bench.Row.Sweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/** Lets the contenders walk the same lists in turn, and writes what it took. Run in the project's folder by {@code bench/run}. */
public final class Benchmark {

    private static final Path WORK = Path.of("bench/target/run");
    private static final Path RESULTS = Path.of("bench/results");

    private static final List<String> CONTENDERS = List.of("floor", "naive", "bundle");

    private final Stage stage;
    private int sweeps;
    private Order last;

    private Benchmark(Stage stage) {
        this.stage = stage;
    }

    /** @param args the folder of the results; default {@code bench/results} */
    public static void main(String[] args) throws Exception {
        Path results = args.length > 0 ? Path.of(args[0]) : RESULTS;
        clear(WORK);
        Files.createDirectories(WORK);
        long start = System.nanoTime();
        List<Block> plan = Block.plan();
        Stage stage = new Stage(WORK);
        Runtime.getRuntime().addShutdownHook(new Thread(stage::close));
        try {
            stage.open(Block.lists(plan), CONTENDERS);
            Benchmark benchmark = new Benchmark(stage);
            List<Series> all = new ArrayList<>();
            for (Block block : plan) {
                all.addAll(benchmark.measure(block));
            }
            Results found = new Results(all);
            Files.createDirectories(results);
            Files.writeString(results.resolve("results.md"), found.markdown(Machine.lines(), seconds(start)));
            Files.writeString(results.resolve("results.svg"), new Chart(found).svg());
            System.out.printf(Locale.ROOT, "%n%s", found.ratios());
            System.out.printf(Locale.ROOT, "%nWritten to %s in %d s.%n", results, seconds(start));
        } finally {
            stage.close();
            clear(WORK.resolve("broker"));
        }
    }

    /** Warms up, then measures: A B C A B C. */
    private List<Series> measure(Block block) throws IOException, InterruptedException, ExecutionException {
        List<Series> series = block.rows().stream().map(Series::new).toList();
        for (int round = -block.warmUps(); round < block.rounds(); round++) {
            for (Series each : series) {
                Measurement measured = sweep(each.row());
                if (round >= 0) {
                    each.add(measured);
                }
                System.out.printf(
                        Locale.ROOT,
                        "%-9s %-48s %,9.0f contacts/s  %5.1f CPU s per 100,000%n",
                        round < 0 ? "warm-up" : "round " + (round + 1),
                        each.row().name() + ", " + each.row().list().pageSize() + " a page",
                        measured.perSecond(),
                        measured.cpuSecondsPer100k());
            }
        }
        return series;
    }

    private Measurement sweep(Row row) throws IOException, InterruptedException, ExecutionException {
        Order order = row.sweep() == Sweep.UNCHANGED ? last : order(row);
        Measurement measured = stage.contender(row.contender()).sweep(order);
        if (measured.contacts() != row.contacts() || measured.records() != row.expectedRecords()) {
            throw new IllegalStateException(row + " went wrong: " + measured);
        }
        return measured;
    }

    /** A topic and a state of its own for each sweep. */
    private Order order(Row row) throws InterruptedException, ExecutionException {
        if (last != null) {
            Topic.delete(last);
        }
        sweeps++;
        String state = row.sweep() == Sweep.IN_MEMORY
                ? ":memory:"
                : WORK.resolve("state-" + sweeps + ".db").toAbsolutePath().toString();
        last = new Order(
                stage.url(row.list()),
                PageServer.TOKEN,
                row.list().pageSize(),
                row.contacts(),
                row.inFlight(),
                stage.brokers(),
                "bench-" + sweeps,
                state);
        return last;
    }

    private static long seconds(long start) {
        return (System.nanoTime() - start) / 1_000_000_000L;
    }

    static void clear(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
