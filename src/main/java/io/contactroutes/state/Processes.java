package io.contactroutes.state;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The processes that share a state: which of them sweeps which account, whose turn it is, and how often they ask a host together.
 *
 * <p>A process holds an account from {@link #take} to {@link #release}. When it ends, is frozen or is cut off from the database, it
 * loses all its accounts at once; each of its writes for an account fails as soon as another process has taken that account. Methods
 * may be called by several threads, and throw {@link StateException} when the database fails.
 */
public interface Processes {

    /** A state that belongs to one process: it has every account that it asks for, and nothing is shared. */
    Processes ALONE = new OneProcess();

    /** Returns whether other processes may sweep with this state at the same time. */
    boolean areSeveral();

    /** Returns the id of this process: unique, and another one each time after it lost its accounts and holds none any more. */
    String id();

    /**
     * Checks that this process has lost no account since it got this id.
     *
     * @throws StateException when it has, or the database does not answer
     */
    void confirm(String id);

    /**
     * Takes an account, and has what its former holder still writes for it fail.
     *
     * @param every the time from one sweep to the next
     * @param turn whether it has to be its turn
     * @param fence is given the id of a former holder that did not release the account, before anything else happens; what it throws
     *     is passed on, and the account is not taken
     */
    Hold take(String account, Duration every, Turn turn, Consumer<String> fence);

    /**
     * Releases an account; does nothing when it is not held.
     *
     * @param finished whether nothing is left to do until its next turn; else the next process that is free continues
     */
    void release(String account, boolean finished);

    /** Has this called, in a thread of its own, each time when this process has lost its accounts. */
    void onLoss(Runnable lost);

    /**
     * Returns what there is to do.
     *
     * @param every the accounts in question, with the time from one sweep to the next
     */
    Load load(Map<String, Duration> every);

    /**
     * Returns whether it is an account's turn, also while a process holds it beside its turns; false where there are no turns.
     *
     * @param every the time from one sweep to the next
     */
    boolean isDue(String account, Duration every);

    /** Returns the processes that share the state, those that were alive an hour ago included; empty when there is only one. */
    List<Member> members();

    /**
     * Reserves the next free place in the requests of all processes to a host.
     *
     * @param spacing the time from this request to the next one
     */
    Place place(String host, Duration spacing);

    /** Has no process ask a host before this time is over; a shorter pause does not end a longer one. */
    void pause(String host, Duration pause);

    /** Returns how much longer hosts are not to be asked; without those that may be. */
    Map<String, Duration> pauses();

    /** How an account is taken. */
    enum Turn {
        /** When it is its turn, or its holder is gone. */
        DUE,
        /** At any time; a turn that is due is over then. */
        NOW,
        /** At any time, and without any effect on its turns. */
        BESIDE
    }

    /**
     * The answer of {@link #take}.
     *
     * @param taken whether this process holds the account
     * @param holder the name of the process that holds it instead; null when none does, or its name is not known
     */
    record Hold(boolean taken, String holder) {}

    /**
     * What there is to do.
     *
     * @param due accounts whose turn it is, with the time since, or whose holder is gone, with a very long time; none that a process
     *     holds
     * @param held how many accounts are held, by any process
     * @param alive how many processes are alive
     */
    record Load(Map<String, Duration> due, int held, int alive) {}

    /**
     * A process.
     *
     * @param since when it joined, in milliseconds since 1970
     * @param seen when it was last seen, in milliseconds since 1970
     * @param accounts the names of the accounts that it holds
     */
    record Member(String name, long since, long seen, boolean alive, List<String> accounts) {}

    /**
     * A place in the requests to a host.
     *
     * @param in the time until then, as of the answer of the database; negative when it has passed
     * @param pause how much longer the host is not to be asked; not positive when it may be
     */
    record Place(Duration in, Duration pause) {}
}
