package io.contactroutes.database;

import io.contactroutes.state.ContactState;
import io.contactroutes.state.SeenContact;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Keeps for each contact of an account the hash of what was published, the fingerprint of its source, and the sweep that last
 * saw it, in the way that is cheapest for the database. A contact without a hash was seen and never published.
 */
interface ContactTable {

    /** Replaces a hash while the content in the sink is uncertain and not known. */
    byte[] UNCERTAIN = {0};

    Map<String, ContactState> known(Session on, int account, Collection<String> ids) throws SQLException;

    /**
     * Marks content and source as uncertain.
     *
     * @param sequence of the sweep that last saw those that are new here
     * @param contacts those with a hash will have that content
     */
    void unsettle(Session on, int account, long sequence, Collection<SeenContact> contacts) throws SQLException;

    /** Stores hash and source of contacts that are there, and returns how many were. */
    int settle(Session on, int account, Collection<SeenContact> contacts) throws SQLException;

    void delete(Session on, int account, Collection<String> ids) throws SQLException;

    /** Removes all contacts of an account. */
    void clear(Session on, int account) throws SQLException;

    /** Marks what is stored as published as uncertain, of all contacts of an account. */
    void unsettleAll(Session on, int account) throws SQLException;

    /**
     * Does what is to be done when a sweep has ended.
     *
     * @param drop whether contacts that it has not seen and that were never published are removed
     */
    void ended(Session on, int account, long sequence, boolean drop) throws SQLException;

    /** Returns how many contacts the newest sweep has seen. */
    long seenBy(Session on, int account, long sequence) throws SQLException;

    long published(Session on, int account) throws SQLException;

    List<String> published(Session on, int account, int limit) throws SQLException;

    /** Returns how many published contacts no sweep from this sequence number on has seen. */
    long missingCount(Session on, int account, long since) throws SQLException;

    /** Returns those contacts behind this id, in the order of their ids. */
    List<String> missing(Session on, int account, long since, String afterId, int limit) throws SQLException;
}
