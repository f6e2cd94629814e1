package io.contactroutes.bench;

import java.util.Locale;

/**
 * What one number of the results is to be.
 *
 * @param what in words
 * @param target the least it is to be; 0 when none is set
 * @param measured what it was
 */
record Ratio(String what, double target, double measured) {

    /** As a line of a table. */
    String row() {
        String wanted = target == 0 ? "" : "at least " + number(target);
        String met = target == 0 ? "" : measured >= target ? "yes" : "**no**";
        return "| " + what + " | " + number(measured) + " | " + wanted + " | " + met + " |\n";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 1000 ? "%.2f" : "%,.0f", value);
    }
}
