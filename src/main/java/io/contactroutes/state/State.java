package io.contactroutes.state;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps what the bundle needs between pages and sweeps: the progress of each account's sweep, and for each contact the
 * hash of what was last published, the fingerprint of its source, and the sweep that last saw it.
 *
 * <p>An {@code account} is the name of the configuration, an {@code id} the provider's own id of a contact within that
 * account; neither is ever null or empty. A method that writes is one transaction: it happens whole or, when it throws, not
 * at all. All methods may be called by several threads at once, and throw {@link StateException} when the database fails;
 * the next call may work again. Each account is swept by one process at a time: {@link #processes}. All that a process writes for
 * an account that another one has taken over throws {@link StateException}.
 *
 * <p>The order that keeps every promise to subscribers: {@link #aboutToPublish}, publish, wait for the acknowledgement,
 * {@link #commit} (contacts) or {@link #deleted} (tombstones).
 */
public interface State extends AutoCloseable {

    /** How many sweeps of an account are kept. */
    int KEPT_SWEEPS = 1000;

    /** Returns the processes that share the state; {@link Processes#ALONE} when it belongs to this one. */
    Processes processes();

    /** Returns the sweep of the account that has begun and not ended, running or deferred, with all that is needed to resume. */
    Optional<OpenSweep> openSweep(String account);

    /**
     * Begins a sweep at page 1 with the account's next sequence number.
     *
     * @param sweepId any string without meaning here, unique per sweep
     * @throws StateException when the account's previous sweep is still open: resume or end it first
     */
    OpenSweep begin(String account, String sweepId, Instant startedAt);

    /** Returns what is stored of these contacts. Ids that no committed page has brought, and deleted ones, are absent. */
    Map<String, ContactState> known(String account, Collection<String> ids);

    /**
     * Marks these contacts, or their tombstones, as being published. From now on what the sink holds of them is uncertain:
     * {@link #known} has neither hash nor source for them, so that they are published again if the process ends before
     * {@link #commit} or {@link #deleted}, and ids that are new here can become {@link #missing} like any published
     * contact. Does not count as having seen them. On disk, also through a power cut, when it returns.
     *
     * @throws StateException also when the account has never begun a sweep
     */
    default void aboutToPublish(String account, Collection<String> ids) {
        aboutToPublish(account, ids.stream().map(SeenContact::only).toList());
    }

    /**
     * Marks contacts like {@link #aboutToPublish(String, Collection)}, and tells which content they will have, so that
     * {@link #commit} has less to write. It counts as known from {@link #commit} on only.
     *
     * @param contacts without a hash: tombstones
     */
    void aboutToPublish(String account, List<SeenContact> contacts);

    /**
     * Commits a page after its contacts were acknowledged: what was seen, what was published and where to resume. A contact of which
     * something else was stored since {@link #aboutToPublish}, or that was {@linkplain #deleted removed} since, stays uncertain:
     * another process has published something of it too.
     *
     * @throws StateException also when that sweep is not open
     */
    void commit(PageCommit page);

    /**
     * Stores hash and source of contacts that were published outside a sweep and acknowledged, after
     * {@link #aboutToPublish}. Does not count as having seen them. When one of them was removed since, they stay uncertain.
     */
    void settle(String account, Collection<SeenContact> contacts);

    /** Returns how many different contacts the account's newest sweep has seen so far. Meaningless for older sequence numbers. */
    long distinct(String account, long sequence);

    /**
     * Ends a sweep; with {@link SweepStatus#DEFERRED} it stays open and can be resumed. The end of a complete sweep also
     * removes the contacts that it has not seen and that were never published.
     *
     * @throws StateException also when that sweep is not open
     */
    void end(String account, long sequence, SweepEnd end);

    /** Gives the account's open sweep up, changes what is stored as published, and stores notes: all or nothing. */
    void startOver(String account, StartOver how);

    /** Returns the names of the accounts of which contacts or sweeps are stored, in their order. */
    List<String> accounts();

    /** Returns the account's newest sweep that has ended; deferred ones have not. */
    Optional<EndedSweep> lastEnded(String account);

    /**
     * Returns the account's newest sweeps that have ended, the newest first.
     *
     * @param limit at most {@value #KEPT_SWEEPS}
     */
    List<EndedSweep> ended(String account, int limit);

    /** Returns the account's newest complete sweep, of those that are kept. */
    Optional<EndedSweep> lastComplete(String account);

    /** Returns how many contacts {@link #missing} has in all its pages. */
    long missingCount(String account, int afterSweeps);

    /** Returns how many contacts of the account were published and not deleted. */
    long liveCount(String account);

    /**
     * Returns published contacts that none of the account's last {@code afterSweeps} ended sweeps has seen, when all of these
     * sweeps were complete; otherwise, and when there are fewer sweeps, none.
     *
     * @param afterSweeps at least 1, at most {@value #KEPT_SWEEPS}
     * @param afterId the last id of the page before this one; null for the first page
     * @param limit the size of a page
     * @return ids in the order in which the database keeps them
     */
    List<String> missing(String account, int afterSweeps, String afterId, int limit);

    /** Returns contacts of the account that were published and not deleted, in the same order as {@link #missing}. */
    List<String> published(String account, int limit);

    /** Removes all that is stored of an account. */
    void retire(String account);

    /** Removes contacts whose tombstones were acknowledged, so that one that comes back is new. */
    void deleted(String account, Collection<String> ids);

    /** Stores an operator's approval of deletes above the share. */
    void approveDeletes(String account, Instant at);

    /** Returns when an operator approved deletes above the share, unless the approval was used. */
    Optional<Instant> deletesApprovedAt(String account);

    /** Removes the operator's approval. */
    void clearApproval(String account);

    /** Returns the text that was stored under this key. */
    Optional<String> note(String account, String key);

    /** Returns all texts whose keys begin with a prefix, by the rest of their keys. */
    Map<String, String> notes(String account, String prefix);

    /** Returns the texts that are stored under this key, by account. */
    Map<String, String> noted(String key);

    /**
     * Stores a short text.
     *
     * @param text null = remove it
     */
    void note(String account, String key, String text);

    /**
     * Checks, and stores nothing, that sweeps can use it.
     *
     * @throws StateException with a sentence for the operator, when they cannot
     */
    void requireUsable();

    /** Releases the database. Calls after it throw {@link StateException}; closing twice does nothing. */
    @Override
    void close();
}
