package io.contactroutes.sandbox;

import io.contactroutes.sandbox.list.SampleContacts;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * Configures the double for all of its accounts.
 *
 * @param port           port on 127.0.0.1; 0: a free one
 * @param contacts       contacts of each account without a number of its own
 * @param pageSize       page size of every account, whatever the request asks for; empty: the provider's
 * @param latency        how long each response takes
 * @param seed           same seed, same contacts, byte for byte
 * @param brokenContacts whether one contact in {@value SampleContacts#BROKEN_EVERY} has no usable id, and so becomes a
 *                       dead letter
 * @param keepPages      whether rendered pages are kept as bytes, for benchmarks with unchanged lists; takes half a kilobyte of
 *                       memory for each contact
 */
public record Options(
        int port,
        int contacts,
        OptionalInt pageSize,
        Duration latency,
        long seed,
        boolean brokenContacts,
        boolean keepPages) {

    /** Returns the options of tests: a free port, 100 contacts an account, no latency, no broken contacts. */
    public static Options defaults() {
        return new Options(0, 100, OptionalInt.empty(), Duration.ZERO, 1, false, false);
    }

    public Options {
        if (contacts < 0 || pageSize.orElse(1) < 1 || latency.isNegative()) {
            throw new IllegalArgumentException("Neither contacts nor latency below 0, nor a page size below 1");
        }
    }

    public Options onPort(int wanted) {
        return new Options(wanted, contacts, pageSize, latency, seed, brokenContacts, keepPages);
    }

    public Options withContacts(int count) {
        return new Options(port, count, pageSize, latency, seed, brokenContacts, keepPages);
    }

    public Options withPageSize(int size) {
        return new Options(port, contacts, OptionalInt.of(size), latency, seed, brokenContacts, keepPages);
    }

    public Options withLatency(Duration each) {
        return new Options(port, contacts, pageSize, each, seed, brokenContacts, keepPages);
    }

    public Options withSeed(long other) {
        return new Options(port, contacts, pageSize, latency, other, brokenContacts, keepPages);
    }

    public Options withBrokenContacts() {
        return new Options(port, contacts, pageSize, latency, seed, true, keepPages);
    }

    public Options keepingPages() {
        return new Options(port, contacts, pageSize, latency, seed, brokenContacts, true);
    }
}
