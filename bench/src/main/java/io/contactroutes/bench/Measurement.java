package io.contactroutes.bench;

import java.util.Map;

/**
 * What one sweep took.
 *
 * @param contacts contacts that were read
 * @param records records that lie in the topic afterwards
 * @param nanos time from the first request to the last acknowledgement
 * @param cpuNanos processor time of the contender's process meanwhile
 * @param peakKib the process' greatest resident memory so far; 0 where the system does not tell it
 */
record Measurement(long contacts, long records, long nanos, long cpuNanos, long peakKib) {

    double perSecond() {
        return contacts / (nanos / 1e9);
    }

    double cpuSecondsPer100k() {
        return cpuNanos / 1e9 / contacts * 100_000;
    }

    String line() {
        return "contacts=" + contacts + " records=" + records + " nanos=" + nanos + " cpuNanos=" + cpuNanos
                + " peakKib=" + peakKib;
    }

    static Measurement parse(String line) {
        Map<String, String> words = Order.words(line);
        return new Measurement(
                Long.parseLong(words.get("contacts")),
                Long.parseLong(words.get("records")),
                Long.parseLong(words.get("nanos")),
                Long.parseLong(words.get("cpuNanos")),
                Long.parseLong(words.get("peakKib")));
    }
}
