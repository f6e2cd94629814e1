package io.contactroutes.bench;

import io.contactroutes.bench.Row.Sweep;
import java.util.List;

/**
 * Rows that are measured in turn, and so compared.
 *
 * @param warmUps rounds that do not count
 * @param rounds rounds that count
 */
record Block(List<Row> rows, int warmUps, int rounds) {

    /** What Chatwoot accounts have by default. */
    private static final int IN_FLIGHT = 4;

    private static final int WARM_UPS = 3;
    private static final int ROUNDS = 5;

    static List<Block> plan() {
        return List.of(
                throughput(15, 12_000, 1_500),
                throughput(100, 50_000, 4_000),
                throughput(1000, 80_000, 5_000),
                latency(15, 600, 4_800));
    }

    static List<PageList> lists(List<Block> plan) {
        return plan.stream()
                .flatMap(block -> block.rows().stream())
                .map(Row::list)
                .distinct()
                .toList();
    }

    private static Block throughput(int pageSize, int contacts, int contactsOfNaive) {
        PageList list = new PageList(pageSize, 0, contacts);
        return new Block(
                List.of(
                        new Row("floor", Results.FLOOR, list, contacts, IN_FLIGHT, Sweep.FIRST),
                        new Row("floor", Results.FLOOR_ALONE, list, contacts, 1, Sweep.FIRST),
                        new Row("naive", Results.NAIVE, list, contactsOfNaive, 1, Sweep.FIRST),
                        new Row("bundle", Results.BUNDLE, list, contacts, IN_FLIGHT, Sweep.FIRST),
                        new Row("bundle", Results.UNCHANGED, list, contacts, IN_FLIGHT, Sweep.UNCHANGED),
                        new Row("bundle", Results.IN_MEMORY, list, contacts, IN_FLIGHT, Sweep.IN_MEMORY)),
                WARM_UPS,
                ROUNDS);
    }

    private static Block latency(int pageSize, int contactsOfOne, int contactsOfEight) {
        PageList one = new PageList(pageSize, 100, contactsOfOne);
        PageList eight = new PageList(pageSize, 100, contactsOfEight);
        return new Block(
                List.of(
                        new Row("bundle", Results.ONE, one, contactsOfOne, 1, Sweep.FIRST),
                        new Row("bundle", Results.EIGHT, eight, contactsOfEight, 8, Sweep.FIRST)),
                1,
                3);
    }
}
