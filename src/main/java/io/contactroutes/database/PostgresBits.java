package io.contactroutes.database;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps which contacts a sweep was the last to see, and of which contacts the content is uncertain, as bits of their numbers:
 * 1,024 in a row of {@code routes_chunk}. While a sweep runs, what it has seen also has the bit of an earlier sweep; its end
 * removes these, so that a contact then has one.
 */
abstract class PostgresBits implements ContactTable {

    /** Stands for a sweep in rows of contacts whose content is uncertain. */
    static final int UNCERTAIN_SEQUENCE = -1;

    private static final String BIT = "bit_or('1'::bit(1024) >> (number & 1023))";
    private static final String NONE = "'0'::bit(1024)";

    /** Whether a contact has its bit in a row. */
    static final String HAS = "%1$s.account = contact.account AND %1$s.chunk = contact.number >> 10"
            + " AND get_bit(%1$s.contacts, contact.number & 1023) = 1";

    /** Sets the bits of {@code marks}. Parameter: account. */
    static final String ADD = "INSERT INTO routes_chunk (account, chunk, sequence, contacts)"
            + " SELECT ?, number >> 10, sequence, " + BIT + " FROM marks GROUP BY number >> 10, sequence"
            + " ON CONFLICT (account, chunk, sequence) DO UPDATE SET contacts = routes_chunk.contacts | excluded.contacts";

    /** Removes the bits of {@code lost}. Parameter: account. */
    static final String CLEAR = "UPDATE routes_chunk SET contacts = routes_chunk.contacts & ~gone.contacts"
            + " FROM (SELECT number >> 10 AS chunk, " + BIT + " AS contacts FROM lost GROUP BY number >> 10) AS gone"
            + " WHERE account = ? AND routes_chunk.chunk = gone.chunk"
            + " AND routes_chunk.chunk = ANY (ARRAY(SELECT number >> 10 FROM lost))"
            + " AND (routes_chunk.contacts & gone.contacts) <> " + NONE;

    /** Lets the statement behind it, in the same transaction, read all contacts of an account. */
    private static final String LOOK_THROUGH = "SELECT set_config(name, 'on', true)"
            + " FROM unnest('{enable_seqscan,enable_hashjoin,enable_material}'::text[]) AS name;";

    /** Contacts that no sweep from a sequence number on has seen. Parameters: sequence, sequence, account, sequence. */
    private static final String GONE = LOOK_THROUGH + "WITH gone AS (SELECT account, chunk,"
            + " bit_or(contacts) FILTER (WHERE sequence < ?)"
            + " & ~COALESCE(bit_or(contacts) FILTER (WHERE sequence >= ?), " + NONE + ") AS contacts"
            + " FROM routes_chunk WHERE account = ? AND sequence <> " + UNCERTAIN_SEQUENCE
            + " GROUP BY account, chunk HAVING MIN(sequence) < ?)";

    private static final String MISSING = " FROM gone JOIN routes_contact AS contact ON " + HAS.formatted("gone")
            + " WHERE contact.account = ? AND content IS NOT NULL";

    @Override
    public void ended(Session on, int account, long sequence, boolean drop) throws SQLException {
        fold(on, account, sequence);
        if (drop) {
            dropUnpublished(on, account, sequence);
        }
    }

    private static void fold(Session on, int account, long sequence) throws SQLException {
        on.update(
                "DELETE FROM routes_chunk AS earlier WHERE account = ? AND sequence < ? AND " + NONE + " = contacts"
                        + " & CASE WHEN sequence = " + UNCERTAIN_SEQUENCE + " THEN contacts ELSE ~COALESCE("
                        + "(SELECT contacts FROM routes_chunk WHERE account = earlier.account"
                        + " AND chunk = earlier.chunk AND sequence = ?), " + NONE + ") END",
                account,
                sequence,
                sequence);
        on.update(
                "UPDATE routes_chunk AS earlier SET contacts = earlier.contacts & ~newest.contacts"
                        + " FROM routes_chunk AS newest WHERE earlier.account = ? AND earlier.sequence < ?"
                        + " AND earlier.sequence <> " + UNCERTAIN_SEQUENCE
                        + " AND newest.account = earlier.account AND newest.chunk = earlier.chunk AND newest.sequence = ?"
                        + " AND (earlier.contacts & newest.contacts) <> " + NONE,
                account,
                sequence,
                sequence);
    }

    private static void dropUnpublished(Session on, int account, long sequence) throws SQLException {
        on.last(
                GONE + ", lost AS (DELETE FROM routes_contact AS contact USING gone"
                        + " WHERE contact.account = ? AND content IS NULL AND " + HAS.formatted("gone")
                        + " RETURNING number) " + CLEAR,
                sequence,
                sequence,
                account,
                sequence,
                account,
                account);
    }

    @Override
    public long seenBy(Session on, int account, long sequence) throws SQLException {
        return on.count(
                "SELECT SUM(bit_count(contacts)) FROM routes_chunk WHERE account = ? AND sequence = ?",
                account,
                sequence);
    }

    @Override
    public long missingCount(Session on, int account, long since) throws SQLException {
        try (ResultSet count = on.last(GONE + " SELECT COUNT(*)" + MISSING, since, since, account, since, account)) {
            count.next();
            return count.getLong(1);
        }
    }

    @Override
    public List<String> missing(Session on, int account, long since, String afterId, int limit) throws SQLException {
        List<String> missing = new ArrayList<>();
        try (ResultSet row = on.last(
                GONE + " SELECT id" + MISSING + " AND id > ? ORDER BY id LIMIT ?",
                since,
                since,
                account,
                since,
                account,
                PackedId.of(afterId),
                limit)) {
            while (row.next()) {
                missing.add(PackedId.text(row.getBytes(1)));
            }
        }
        return missing;
    }
}
