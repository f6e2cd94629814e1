package io.contactroutes.database;

import io.contactroutes.state.ContactState;
import io.contactroutes.state.SeenContact;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Reads and writes many contacts of an account at once, in the way that is fastest for the database. */
interface ContactBatches {

    /** Replaces a hash while the content in the sink is uncertain. */
    byte[] UNCERTAIN = {0};

    Map<String, ContactState> known(Session session, int account, Collection<String> ids) throws SQLException;

    /** Marks content and source as uncertain; new contacts get this sequence number. */
    void unsettle(Session session, int account, long sequence, Collection<String> ids) throws SQLException;

    void delete(Session session, int account, Collection<String> ids) throws SQLException;

    /**
     * Executes a query for what is known of contacts.
     *
     * @param query selects id, hash, source, seen
     * @param most how many contacts it is about
     */
    static Map<String, ContactState> known(PreparedStatement query, int most) throws SQLException {
        Map<String, ContactState> known = new HashMap<>(most * 2);
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                known.put(row.getString(1), state(row));
            }
        }
        return known;
    }

    private static ContactState state(ResultSet row) throws SQLException {
        byte[] hash = row.getBytes(2);
        boolean certain = hash != null && hash.length == SeenContact.HASH_BYTES;
        return new ContactState(certain ? hash : null, certain ? row.getBytes(3) : null, row.getLong(4));
    }
}
