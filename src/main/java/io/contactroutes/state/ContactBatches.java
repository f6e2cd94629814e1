package io.contactroutes.state;

import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;

/** What is done with many contacts of an account at once, in the way that is quickest for the database. */
interface ContactBatches {

    /** Stands in the place of a hash while what the sink holds is uncertain. */
    byte[] UNCERTAIN = {0};

    Map<String, Known> known(Session session, int account, Collection<String> ids) throws SQLException;

    /** Makes the content uncertain; contacts that are not there yet get this sequence number. */
    void unsettle(Session session, int account, long sequence, Collection<String> ids) throws SQLException;

    void delete(Session session, int account, Collection<String> ids) throws SQLException;

    static Known known(byte[] hash, long lastSeen) {
        return new Known(hash == null || hash.length < SeenContact.HASH_BYTES ? null : hash, lastSeen);
    }
}
