package io.contactroutes.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured, as a table and as ratios. */
final class Results {

    static final String FLOOR = "floor";
    static final String FLOOR_ALONE = "floor, 1 in flight";
    static final String NAIVE = "naive Camel";
    static final String BUNDLE = "bundle";
    static final String UNCHANGED = "bundle, nothing changed";
    static final String IN_MEMORY = "bundle, state in memory";
    static final String ONE = "bundle, 1 in flight";
    static final String EIGHT = "bundle, 8 in flight";

    private final List<Series> all;

    Results(List<Series> all) {
        this.all = all;
    }

    /** The lists without latency, as the chart shows them. */
    List<Series> throughput() {
        return all.stream().filter(s -> s.row().list().latencyMillis() == 0).toList();
    }

    /** The ratios as a table. */
    String ratios() {
        StringBuilder table = new StringBuilder("| | measured | target | met |\n|---|---:|---|---|\n");
        targets().forEach(ratio -> table.append(ratio.row()));
        return table.toString();
    }

    String markdown(List<String> machine, long seconds) {
        StringBuilder text = new StringBuilder("# Results\n\n");
        machine.forEach(line -> text.append("- ").append(line).append('\n'));
        text.append("- whole run ").append(seconds).append(" s\n\n");
        text.append("![Contacts a second](results.svg)\n\n");
        text.append(
                "A ratio is the median of the ratios of single rounds, which were measured one right after the other.\n\n");
        text.append(ratios());
        text.append("\nMedians, slowest and fastest of the rounds. Peak memory is that of the process up to then.\n\n");
        text.append("| contacts a page | latency ms | | pages in flight | contacts/s | slowest | fastest | rounds |"
                + " CPU s per 100,000 | peak MiB |\n");
        text.append("|---:|---:|---|---:|---:|---:|---:|---:|---:|---:|\n");
        all.forEach(series -> text.append(row(series)));
        return text.toString();
    }

    private static String row(Series series) {
        Row row = series.row();
        return String.format(
                Locale.ROOT,
                "| %d | %d | %s | %d | %,.0f | %,.0f | %,.0f | %d | %.2f | %d |%n",
                row.list().pageSize(),
                row.list().latencyMillis(),
                row.name(),
                row.inFlight(),
                series.perSecond(),
                series.slowest(),
                series.fastest(),
                series.rounds(),
                series.cpuSecondsPer100k(),
                series.peakMib());
    }

    private List<Ratio> targets() {
        List<Ratio> ratios = new ArrayList<>();
        ratios.add(ratio("bundle to floor, 15 a page", 0, 15, BUNDLE, FLOOR));
        ratios.add(ratio("bundle to floor, 100 a page", 0.5, 100, BUNDLE, FLOOR));
        ratios.add(ratio("bundle to floor, 1000 a page", 0.5, 1000, BUNDLE, FLOOR));
        ratios.add(ratio("bundle to floor with 1 page in flight, 100 a page", 0, 100, BUNDLE, FLOOR_ALONE));
        ratios.add(ratio("bundle to floor with 1 page in flight, 1000 a page", 0, 1000, BUNDLE, FLOOR_ALONE));
        ratios.add(ratio("bundle to naive Camel, 1000 a page", 8, 1000, BUNDLE, NAIVE));
        ratios.add(ratio("8 pages in flight to 1, 15 a page, latency 100 ms", 7, 15, EIGHT, ONE));
        ratios.add(ratio("nothing changed to first sweep, 15 a page", 0, 15, UNCHANGED, BUNDLE));
        ratios.add(ratio("nothing changed to first sweep, 100 a page", 1.5, 100, UNCHANGED, BUNDLE));
        ratios.add(ratio("nothing changed to first sweep, 1000 a page", 1.5, 1000, UNCHANGED, BUNDLE));
        ratios.add(ratio("nothing changed to floor, 100 a page", 0, 100, UNCHANGED, FLOOR));
        ratios.add(ratio("nothing changed to floor, 1000 a page", 0, 1000, UNCHANGED, FLOOR));
        ratios.add(ratio("state in a file to state in memory, 100 a page", 0, 100, BUNDLE, IN_MEMORY));
        ratios.add(new Ratio(
                "contacts a second of the bundle, 100 a page",
                10_000,
                find(100, BUNDLE).perSecond()));
        return ratios;
    }

    private Ratio ratio(String what, double target, int pageSize, String name, String to) {
        return new Ratio(what, target, find(pageSize, name).ratioTo(find(pageSize, to)));
    }

    private Series find(int pageSize, String name) {
        return all.stream()
                .filter(s ->
                        s.row().list().pageSize() == pageSize && s.row().name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
