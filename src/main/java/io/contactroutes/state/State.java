package io.contactroutes.state;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the bundle remembers between pages and sweeps: how far each account's sweep has come, and for each contact the
 * hash of what was last published, the fingerprint of what it was made of, and the sweep that last saw it.
 *
 * <p>An {@code account} is the name of the configuration, an {@code id} the provider's own id of a contact within that
 * account; neither is ever null or empty. A method that writes is one transaction: it happens whole or, when it throws, not
 * at all. All methods may be called by several threads at once, and throw {@link StateException} when the database does
 * not do its part; the next call may well work again.
 *
 * <p>The order that keeps every promise to subscribers: {@link #aboutToPublish}, publish, wait for the acknowledgement,
 * {@link #commit} (contacts) or {@link #deleted} (tombstones).
 */
public interface State extends AutoCloseable {

    /**
     * Opens the database for sweeps and brings its tables to the current version. A SQLite file and its folder are created
     * when they do not exist, and belong to this process until {@link #close()} or its end, however it ends.
     *
     * @param url {@code jdbc:sqlite:<path>}, {@code jdbc:sqlite::memory:} or {@code jdbc:postgresql://…}
     * @throws StateException with one sentence that names {@code contacts.state.url} and says what to do
     */
    static State open(String url) {
        return open(url, null, null);
    }

    /**
     * Like {@link #open(String)}, with the PostgreSQL user and password.
     *
     * @param user null = as the URL says; SQLite has none
     * @param password null = as the URL says; in no message and no log
     */
    static State open(String url, String user, String password) {
        return JdbcState.open(url, user, password);
    }

    /**
     * Opens the database beside a process that may be sweeping with it, for an operator's short word such as
     * {@link #approveDeletes} or {@link #forget}. Creates nothing and migrates nothing: the database has to be there in the
     * current version.
     *
     * @throws StateException with one sentence that names {@code contacts.state.url} and says what to do
     */
    static State openBeside(String url, String user, String password) {
        return JdbcState.openBeside(url, user, password);
    }

    /** The sweep of the account that has begun and not ended, running or deferred, with all that is needed to go on. */
    Optional<OpenSweep> openSweep(String account);

    /**
     * Begins a sweep at page 1 with the account's next sequence number.
     *
     * @param sweepId any string without meaning here, unique per sweep
     * @throws StateException when the account's previous sweep is still open: resume or end it first
     */
    OpenSweep begin(String account, String sweepId, Instant startedAt);

    /** What is remembered of these contacts. Ids that no committed page has brought, and deleted ones, are absent. */
    Map<String, ContactState> known(String account, Collection<String> ids);

    /**
     * Says that these contacts, or their tombstones, are on their way to the sink. From now on what the sink holds of them
     * is uncertain: {@link #known} has neither hash nor source for them, so that they are published again should the process end before
     * {@link #commit} or {@link #deleted}, and ids that are new here can become {@link #missing} like any published
     * contact. Does not count as having seen them. On disk, also through a power cut, when it returns.
     *
     * @throws StateException also when the account has never begun a sweep
     */
    void aboutToPublish(String account, Collection<String> ids);

    /**
     * Commits a page after its contacts were acknowledged: what was seen, what was published and where to go on.
     *
     * @throws StateException also when that sweep is not open
     */
    void commit(PageCommit page);

    /**
     * Settles contacts that were published outside of a sweep and acknowledged; after {@link #aboutToPublish}. Does not count
     * as having seen them.
     */
    void settle(String account, Collection<SeenContact> contacts);

    /** How many different contacts the account's newest sweep has seen so far. Meaningless for older sequence numbers. */
    long distinct(String account, long sequence);

    /**
     * Ends a sweep; with {@link SweepStatus#DEFERRED} it stays open and can be resumed. The end of a complete sweep also
     * drops the contacts that it has not seen and that were never published.
     *
     * @throws StateException also when that sweep is not open
     */
    void end(String account, long sequence, SweepEnd end);

    /** The account's newest sweep that has ended; deferred ones have not. */
    Optional<EndedSweep> lastEnded(String account);

    /** How many contacts {@link #missing} has in all its pages. */
    long missingCount(String account, int afterSweeps);

    /** How many contacts of the account were published and not deleted. */
    long liveCount(String account);

    /**
     * Published contacts that none of the account's last {@code afterSweeps} ended sweeps has seen, when all of these
     * sweeps were complete; otherwise, and when there are fewer sweeps, none.
     *
     * @param afterSweeps at least 1, at most {@value SweepTable#KEPT}
     * @param afterId the last id of the page before this one; null for the first page
     * @param limit the size of a page
     * @return ids in the order of their UTF-8 bytes
     */
    List<String> missing(String account, int afterSweeps, String afterId, int limit);

    /** Drops contacts whose tombstones were acknowledged, so that one that comes back is new. */
    void deleted(String account, Collection<String> ids);

    /** Keeps an operator's word that deletes above the share may go. */
    void approveDeletes(String account, Instant at);

    /** When an operator said that deletes above the share may go, unless that word was used up. */
    Optional<Instant> deletesApprovedAt(String account);

    /** Uses up the operator's word. */
    void clearApproval(String account);

    /** Drops what is remembered of one contact, if anything is. */
    void forget(String account, String id);

    /** The text that was kept under this key. */
    Optional<String> note(String account, String key);

    /** All texts whose keys begin with a prefix, by the rest of their keys. */
    Map<String, String> notes(String account, String prefix);

    /**
     * Keeps a short text.
     *
     * @param text null = remove it
     */
    void note(String account, String key, String text);

    /** Gives the database free. Calls after it throw {@link StateException}; closing twice does nothing. */
    @Override
    void close();
}
