package io.contactroutes.bundle;

import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/**
 * How a bundle is run.
 *
 * @param once whether each account is swept once; else every so often
 * @param accounts which accountNames are run
 * @param limit so many contacts of each are enough; empty for whole sweeps
 * @param memory what of the state database is used
 */
public record RunMode(boolean once, Predicate<String> accounts, OptionalInt limit, Memory memory) {

    /** What of the state database is used. */
    public enum Memory {
        /** All of it. */
        KEPT,
        /** What was published before is known, but nothing is kept. */
        READ_ONLY,
        /** Everything is new and nothing is kept. */
        NONE
    }

    /** Every account, until it is stopped. */
    public static RunMode untilStopped() {
        return new RunMode(false, accountName -> true, OptionalInt.empty(), Memory.KEPT);
    }

    /** One sweep of each account. */
    public static RunMode oneSweep() {
        return new RunMode(true, accountName -> true, OptionalInt.empty(), Memory.KEPT);
    }

    /** One sweep of each account, as if it were the first. */
    public static RunMode sandbox() {
        return new RunMode(true, accountName -> true, OptionalInt.empty(), Memory.NONE);
    }

    /** The first page of some accounts, or of all when none is named; keeps nothing. */
    public static RunMode firstPage(Set<String> accounts) {
        return new RunMode(
                true,
                accountName -> accounts.isEmpty() || accounts.contains(accountName),
                OptionalInt.of(1),
                Memory.NONE);
    }

    /** The first contacts of one account; keeps nothing. */
    public static RunMode preview(String account, int contacts) {
        return new RunMode(true, account::equals, OptionalInt.of(contacts), Memory.READ_ONLY);
    }

    /** No account: what is published is handed in by a command. */
    public static RunMode idle(Memory memory) {
        return new RunMode(true, accountName -> false, OptionalInt.empty(), memory);
    }

    boolean runs(String accountName) {
        return accounts.test(accountName);
    }
}
