package io.contactroutes.database;

import io.contactroutes.state.ContactState;
import io.contactroutes.state.PageCommit;
import io.contactroutes.state.SeenContact;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Reads and writes contacts in PostgreSQL as arrays: one statement and one round trip, however many there are. A contact has a
 * number, given in the order in which contacts come; which sweep last saw it is in {@link PostgresBits}. Whoever writes
 * contacts of an account has locked the row of the account before, so that all locks are taken in one order and a statement
 * sees all that was written before it.
 */
final class PostgresContacts extends PostgresBits {

    private static final int HASH = SeenContact.HASH_BYTES;

    @Override
    public Map<String, ContactState> known(Session on, int account, Collection<String> ids) throws SQLException {
        Map<String, ContactState> known = new HashMap<>(ids.size() * 2);
        try (ResultSet row = on.last(PostgresStatements.KNOWN, account, packed(on, ids))) {
            while (row.next()) {
                known.put(PackedId.text(row.getBytes(1)), state(row));
            }
        }
        return known;
    }

    private static ContactState state(ResultSet row) throws SQLException {
        byte[] content = row.getBytes(2);
        boolean certain = content != null && content.length >= HASH && row.getInt(4) != UNCERTAIN_SEQUENCE;
        boolean sourced = certain && content.length == 2 * HASH;
        return new ContactState(
                certain ? Arrays.copyOf(content, HASH) : null,
                sourced ? Arrays.copyOfRange(content, HASH, 2 * HASH) : null,
                row.getLong(3));
    }

    @Override
    public void unsettle(Session on, int account, long sequence, Collection<SeenContact> contacts) throws SQLException {
        Map<String, SeenContact> distinct = new TreeMap<>();
        contacts.forEach(contact -> distinct.put(contact.id(), contact));
        on.last(
                PostgresStatements.UNSETTLE,
                UNCERTAIN,
                ids(on, distinct.values()),
                contents(on, distinct.values()),
                account,
                account,
                account,
                sequence,
                account);
    }

    /** @param epoch that the account has to have; null = any */
    boolean commit(Session on, int account, Long epoch, PageCommit page) throws SQLException {
        Collection<SeenContact> contacts = page.distinctContacts();
        boolean unchanged = contacts.stream().allMatch(contact -> contact.hash() == null);
        return unchanged && see(on, account, epoch, page, contacts) || settle(on, account, epoch, page, contacts);
    }

    private boolean see(Session on, int account, Long epoch, PageCommit page, Collection<SeenContact> contacts)
            throws SQLException {
        return one(on.last(
                PostgresStatements.SEE,
                account,
                account,
                ids(on, contacts),
                page.nextPage(),
                page.progress(),
                account,
                page.sequence(),
                epoch,
                contacts.size(),
                account));
    }

    private boolean settle(Session on, int account, Long epoch, PageCommit page, Collection<SeenContact> contacts)
            throws SQLException {
        return one(on.last(
                PostgresStatements.COMMIT,
                account,
                page.nextPage(),
                page.progress(),
                account,
                page.sequence(),
                epoch,
                UNCERTAIN,
                UNCERTAIN,
                ids(on, contacts),
                contents(on, contacts),
                account,
                account,
                account,
                account,
                account));
    }

    private static boolean one(ResultSet count) throws SQLException {
        try (count) {
            return count.next() && count.getInt(1) == 1;
        }
    }

    @Override
    public int settle(Session on, int account, Collection<SeenContact> contacts) throws SQLException {
        try (ResultSet count = on.last(
                PostgresStatements.SETTLE, ids(on, contacts), contents(on, contacts), account, account, account)) {
            count.next();
            return count.getInt(1);
        }
    }

    @Override
    public void delete(Session on, int account, Collection<String> ids) throws SQLException {
        on.last(PostgresStatements.DELETE, account, packed(on, ids), account);
    }

    @Override
    public void clear(Session on, int account) throws SQLException {
        on.update("DELETE FROM routes_contact WHERE account = ?", account);
        on.update("DELETE FROM routes_chunk WHERE account = ?", account);
        on.update("UPDATE routes_account SET contacts = 0 WHERE id = ?", account);
    }

    @Override
    public void unsettleAll(Session on, int account) throws SQLException {
        on.update(PostgresStatements.UNSETTLE_ALL, account, account);
    }

    @Override
    public long published(Session on, int account) throws SQLException {
        return on.count("SELECT COUNT(*) FROM routes_contact WHERE account = ? AND content IS NOT NULL", account);
    }

    @Override
    public List<String> published(Session on, int account, int limit) throws SQLException {
        return on.list(
                "SELECT id FROM routes_contact WHERE account = ? AND content IS NOT NULL ORDER BY id LIMIT ?",
                row -> PackedId.text(row.getBytes(1)),
                account,
                limit);
    }

    private static Array ids(Session on, Collection<SeenContact> contacts) throws SQLException {
        return packed(on, contacts.stream().map(SeenContact::id).toList());
    }

    private static Array packed(Session on, Collection<String> ids) throws SQLException {
        return bytes(on, ids.stream().map(PackedId::of));
    }

    private static Array contents(Session on, Collection<SeenContact> contacts) throws SQLException {
        return bytes(on, contacts.stream().map(PostgresContacts::content));
    }

    private static Array bytes(Session on, Stream<byte[]> values) throws SQLException {
        return on.connection().createArrayOf("bytea", values.toArray(byte[][]::new));
    }

    private static byte[] content(SeenContact contact) {
        if (contact.hash() == null || contact.source() == null) {
            return contact.hash();
        }
        byte[] content = Arrays.copyOf(contact.hash(), 2 * HASH);
        System.arraycopy(contact.source(), 0, content, HASH, HASH);
        return content;
    }
}
