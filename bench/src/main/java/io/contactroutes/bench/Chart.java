package io.contactroutes.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Bars of contacts a second, a group for each page size, with a line from the slowest to the fastest round. */
final class Chart {

    private static final int LEFT = 210;
    private static final int WIDTH = 560;
    private static final int ROOM_FOR_NUMBERS = 90;
    private static final int BAR = 16;
    private static final int STEP = 22;
    private static final int GROUP = 34;
    private static final Map<String, String> COLOURS = Map.of(
            Results.FLOOR, "#8a8f98",
            Results.FLOOR_ALONE, "#b9bdc4",
            Results.NAIVE, "#d9822b",
            Results.BUNDLE, "#2b6cb0",
            Results.UNCHANGED, "#4f9bd9",
            Results.IN_MEMORY, "#9cc7ea");

    private final List<Series> bars;
    private final double most;

    Chart(Results results) {
        bars = results.throughput();
        most = bars.stream().mapToDouble(Series::fastest).max().orElse(1);
    }

    String svg() {
        StringBuilder svg = new StringBuilder();
        int y = 40;
        int group = 0;
        for (Series bar : bars) {
            int pageSize = bar.row().list().pageSize();
            if (pageSize != group) {
                group = pageSize;
                y += GROUP;
                text(svg, 16, y - 10, "start", "bold", pageSize + " contacts a page");
            }
            bar(svg, y, bar);
            y += STEP;
        }
        int width = LEFT + WIDTH + ROOM_FOR_NUMBERS;
        StringBuilder whole = new StringBuilder();
        add(
                whole,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-provider=\"sans-serif\""
                        + " font-size=\"13\">",
                width,
                y + 16);
        add(whole, "<title>Contacts a second into Kafka</title>");
        add(whole, "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
        text(whole, 16, 28, "start", "bold", "Contacts a second into Kafka: median, slowest and fastest round");
        return whole.append(svg).append("</svg>\n").toString();
    }

    private void bar(StringBuilder svg, int y, Series series) {
        String name = series.row().name();
        int middle = y + BAR / 2;
        text(svg, LEFT - 8, y + BAR - 4, "end", "normal", name);
        add(
                svg,
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                LEFT,
                y,
                length(series.perSecond()),
                BAR,
                COLOURS.getOrDefault(name, "#555555"));
        add(
                svg,
                "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#222222\"/>",
                LEFT + length(series.slowest()),
                LEFT + length(series.fastest()),
                middle,
                middle);
        text(
                svg,
                (int) (LEFT + length(series.fastest())) + 8,
                y + BAR - 4,
                "start",
                "normal",
                String.format(Locale.ROOT, "%,.0f", series.perSecond()));
    }

    private double length(double perSecond) {
        return perSecond / most * WIDTH;
    }

    private static void text(StringBuilder svg, int x, int y, String anchor, String weight, String text) {
        add(
                svg,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" font-weight=\"%s\" fill=\"#222222\">%s</text>",
                x,
                y,
                anchor,
                weight,
                text);
    }

    private static void add(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
