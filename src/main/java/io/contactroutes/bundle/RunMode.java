package io.contactroutes.bundle;

import java.io.PrintStream;
import java.util.Set;

/**
 * How a bundle is run.
 *
 * @param once whether each account is swept once; else every so often
 * @param accounts the aliases to run; empty for all
 * @param firstPageOnly whether only page 1 is read
 * @param remembers whether the state database is used; else everything is new and nothing is kept
 * @param console where the sink {@code console} prints
 */
public record RunMode(
        boolean once, Set<String> accounts, boolean firstPageOnly, boolean remembers, PrintStream console) {

    /** Every account, until it is stopped. */
    public static RunMode untilStopped() {
        return new RunMode(false, Set.of(), false, true, System.out);
    }

    /** One sweep of each account. */
    public static RunMode oneSweep() {
        return new RunMode(true, Set.of(), false, true, System.out);
    }

    /** The first page of some accounts, or of all when none is named; keeps nothing. */
    public static RunMode firstPage(Set<String> accounts) {
        return new RunMode(true, accounts, true, false, System.out);
    }

    boolean runs(String alias) {
        return accounts.isEmpty() || accounts.contains(alias);
    }
}
