package io.contactroutes.database;

import io.contactroutes.state.ContactState;
import io.contactroutes.state.PageCommit;
import io.contactroutes.state.SeenContact;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Reads and writes contacts in PostgreSQL as arrays: one statement and one round trip, however many there are. */
final class PostgresContacts implements ContactBatches {

    /** The content of a contact, or that it is uncertain: it was neither there nor about to be published, or forgotten since. */
    private static final String HASH =
            "CASE WHEN page.hash IS NULL OR known.hash IN (page.hash, ?) THEN page.hash ELSE ? END";

    /**
     * The sweep's progress and the page's contacts in one statement, which is a transaction of its own. The account is locked against
     * being taken over, and has to have the epoch of its holder, if one is given. What is known of the contacts is locked, as another process may forget one at the same time.
     */
    private static final String COMMIT =
            "WITH held AS (SELECT FROM routes_account WHERE id = ? AND epoch = COALESCE(?::bigint, epoch)"
                    + " FOR SHARE), advanced AS (" + SweepTable.ADVANCE
                    + " AND EXISTS (SELECT FROM held) RETURNING account, sequence),"
                    + " page AS (SELECT * FROM advanced, unnest(?::text[], ?::bytea[], ?::bytea[]) AS contact (id, hash, source)),"
                    + " known AS (SELECT id, hash FROM routes_contact WHERE (account, id) IN"
                    + " (SELECT account, id FROM page WHERE hash IS NOT NULL) ORDER BY id FOR UPDATE),"
                    + " seen AS (INSERT INTO routes_contact (account, id, hash, source, seen)"
                    + " SELECT account, id, content.hash, CASE WHEN content.hash = page.hash THEN source END, sequence"
                    + " FROM page LEFT JOIN known USING (id) CROSS JOIN LATERAL (SELECT " + HASH + ") AS content (hash)"
                    + " ORDER BY id ON CONFLICT (account, id)"
                    + " DO UPDATE SET hash = COALESCE(excluded.hash, routes_contact.hash), seen = excluded.seen,"
                    + " source = CASE WHEN excluded.hash IS NULL THEN routes_contact.source ELSE excluded.source END)"
                    + " SELECT COUNT(*) FROM advanced";

    @Override
    public Map<String, ContactState> known(Session on, int account, Collection<String> ids) throws SQLException {
        PreparedStatement all =
                on.prepare("SELECT id, hash, source, seen FROM routes_contact WHERE account = ? AND id = ANY (?)");
        all.setInt(1, account);
        all.setArray(2, texts(on, ids));
        return ContactBatches.known(all, ids.size());
    }

    @Override
    public void unsettle(Session on, int account, long sequence, Collection<String> ids) throws SQLException {
        on.update(
                "INSERT INTO routes_contact (account, id, hash, seen) SELECT ?, id, ?, ? FROM unnest(?::text[]) AS id"
                        + " ON CONFLICT (account, id) DO UPDATE SET hash = excluded.hash, source = NULL",
                account,
                UNCERTAIN,
                sequence,
                texts(on, new TreeSet<>(ids)));
    }

    /** @param epoch empty when the process does not hold the account */
    boolean commit(Session on, int account, OptionalLong epoch, PageCommit page) throws SQLException {
        Collection<SeenContact> contacts = page.distinctContacts();
        Array ids = texts(on, contacts.stream().map(SeenContact::id).toList());
        Array hashes = bytes(on, contacts.stream().map(SeenContact::hash));
        Array sources = bytes(on, contacts.stream().map(SeenContact::source));
        return on.count(
                        COMMIT,
                        account,
                        epoch.isPresent() ? (Long) epoch.getAsLong() : null,
                        page.nextPage(),
                        page.progress(),
                        account,
                        page.sequence(),
                        ids,
                        hashes,
                        sources,
                        UNCERTAIN,
                        UNCERTAIN)
                == 1;
    }

    @Override
    public void delete(Session on, int account, Collection<String> ids) throws SQLException {
        on.update("DELETE FROM routes_contact WHERE account = ? AND id = ANY (?)", account, texts(on, ids));
    }

    private static Array bytes(Session on, Stream<byte[]> bytes) throws SQLException {
        return on.connection().createArrayOf("bytea", bytes.toArray(byte[][]::new));
    }

    private static Array texts(Session on, Collection<String> texts) throws SQLException {
        return on.connection().createArrayOf("text", texts.toArray());
    }
}
