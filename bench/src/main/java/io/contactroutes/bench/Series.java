package io.contactroutes.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The measured rounds of one row. */
final class Series {

    private final Row row;
    private final List<Measurement> rounds = new ArrayList<>();

    Series(Row row) {
        this.row = row;
    }

    Row row() {
        return row;
    }

    void add(Measurement measured) {
        rounds.add(measured);
    }

    double perSecond() {
        return median(Measurement::perSecond);
    }

    double slowest() {
        return sorted(Measurement::perSecond).get(0);
    }

    double fastest() {
        return sorted(Measurement::perSecond).get(rounds.size() - 1);
    }

    double cpuSecondsPer100k() {
        return median(Measurement::cpuSecondsPer100k);
    }

    long peakMib() {
        return rounds.stream().mapToLong(Measurement::peakKib).max().orElse(0) / 1024;
    }

    int rounds() {
        return rounds.size();
    }

    /** The ratio of this one's rate to another's, round by round, so that what slows both down does not count. */
    double ratioTo(Series other) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < Math.min(rounds.size(), other.rounds.size()); i++) {
            ratios.add(rounds.get(i).perSecond() / other.rounds.get(i).perSecond());
        }
        return median(ratios.stream().sorted().toList());
    }

    private double median(ToDoubleFunction<Measurement> value) {
        return median(sorted(value));
    }

    private List<Double> sorted(ToDoubleFunction<Measurement> value) {
        return rounds.stream().mapToDouble(value).sorted().boxed().toList();
    }

    private static double median(List<Double> sorted) {
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
