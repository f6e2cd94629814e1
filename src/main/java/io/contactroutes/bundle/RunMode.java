package io.contactroutes.bundle;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Says which accounts a bundle sweeps, how often, and what it stores.
 *
 * @param once whether each account is swept once; else at its interval
 * @param accounts the names of the accounts that are swept
 * @param limit the number of contacts after which a sweep ends; empty for whole sweeps
 * @param memory how the state database is used
 * @param firstTicks after what time the first sweeps of some accounts begin, by their names; those of others begin as configured
 */
public record RunMode(
        boolean once, Predicate<String> accounts, OptionalInt limit, Memory memory, Map<String, Duration> firstTicks) {

    private RunMode(boolean once, Predicate<String> accounts, OptionalInt limit, Memory memory) {
        this(once, accounts, limit, memory, Map.of());
    }

    /** How the state database is used. */
    public enum Memory {
        /** It is read and written. */
        KEPT,
        /** It is read, so that what was published before is known; nothing is written. */
        READ_ONLY,
        /** What it has of the accounts is copied into memory, and read and written there. */
        COPIED,
        /** It is not used: every contact is new. */
        NONE
    }

    /** Sweeps every account until the bundle is stopped. */
    public static RunMode untilStopped() {
        return new RunMode(false, accountName -> true, OptionalInt.empty(), Memory.KEPT);
    }

    /** Sweeps every account until the bundle is stopped, at first after these times, by the names of accounts. */
    public static RunMode continuing(Map<String, Duration> firstTicks) {
        return new RunMode(false, accountName -> true, OptionalInt.empty(), Memory.KEPT, firstTicks);
    }

    /** Sweeps each account once. */
    public static RunMode oneSweep() {
        return new RunMode(true, accountName -> true, OptionalInt.empty(), Memory.KEPT);
    }

    /** Sweeps each account once, as if for the first time. */
    public static RunMode sandbox() {
        return new RunMode(true, accountName -> true, OptionalInt.empty(), Memory.NONE);
    }

    /** Sweeps every account until the bundle is stopped, as if for the first time. */
    public static RunMode sandboxUntilStopped() {
        return new RunMode(false, accountName -> true, OptionalInt.empty(), Memory.NONE);
    }

    /** Reads the first page of some accounts, or of all when none is named; stores nothing. */
    public static RunMode firstPage(Set<String> accounts) {
        return new RunMode(
                true,
                accountName -> accounts.isEmpty() || accounts.contains(accountName),
                OptionalInt.of(1),
                Memory.NONE);
    }

    /** Reads the first contacts of one account; stores nothing. */
    public static RunMode preview(String account, int contacts) {
        return new RunMode(true, account::equals, OptionalInt.of(contacts), Memory.READ_ONLY);
    }

    /** Sweeps one account once as far as the sink; stores nothing. */
    public static RunMode plan(String account) {
        return new RunMode(true, account::equals, OptionalInt.empty(), Memory.COPIED);
    }

    /** Sweeps no account: a command publishes. */
    public static RunMode idle(Memory memory) {
        return new RunMode(true, accountName -> false, OptionalInt.empty(), memory);
    }

    /** Returns whether it only tries what would be published. */
    boolean isTrial() {
        return limit.isPresent() || memory == Memory.COPIED;
    }

    boolean runs(String accountName) {
        return accounts.test(accountName);
    }
}
