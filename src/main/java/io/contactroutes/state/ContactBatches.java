package io.contactroutes.state;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;

/** What is done with many contacts of an account at once, in the way that is quickest for the database. */
interface ContactBatches {

    /** Stands in the place of a hash while what the sink holds is uncertain. */
    byte[] UNCERTAIN = {0};

    Map<String, ContactState> known(Session session, int account, Collection<String> ids) throws SQLException;

    /** Makes the content and its source uncertain; contacts that are not there yet get this sequence number. */
    void unsettle(Session session, int account, long sequence, Collection<String> ids) throws SQLException;

    void delete(Session session, int account, Collection<String> ids) throws SQLException;

    /** @param row id, hash, source, seen */
    static ContactState known(ResultSet row) throws SQLException {
        byte[] hash = row.getBytes(2);
        boolean certain = hash != null && hash.length == SeenContact.HASH_BYTES;
        return new ContactState(certain ? hash : null, certain ? row.getBytes(3) : null, row.getLong(4));
    }
}
