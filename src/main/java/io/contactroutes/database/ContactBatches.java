package io.contactroutes.database;

import io.contactroutes.state.ContactState;
import io.contactroutes.state.SeenContact;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;

/** Reads and writes many contacts of an account at once, in the way that is fastest for the database. */
interface ContactBatches {

    /** Replaces a hash while the content in the sink is uncertain. */
    byte[] UNCERTAIN = {0};

    Map<String, ContactState> known(Session session, int account, Collection<String> ids) throws SQLException;

    /** Marks content and source as uncertain; new contacts get this sequence number. */
    void unsettle(Session session, int account, long sequence, Collection<String> ids) throws SQLException;

    void delete(Session session, int account, Collection<String> ids) throws SQLException;

    /** @param row id, hash, source, seen */
    static ContactState known(ResultSet row) throws SQLException {
        byte[] hash = row.getBytes(2);
        boolean certain = hash != null && hash.length == SeenContact.HASH_BYTES;
        return new ContactState(certain ? hash : null, certain ? row.getBytes(3) : null, row.getLong(4));
    }
}
