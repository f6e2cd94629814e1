package io.contactroutes.database;

import static io.contactroutes.database.PostgresBits.ADD;
import static io.contactroutes.database.PostgresBits.CLEAR;
import static io.contactroutes.database.PostgresBits.HAS;
import static io.contactroutes.database.PostgresBits.UNCERTAIN_SEQUENCE;

import io.contactroutes.state.SeenContact;

/**
 * Holds the SQL that reads and writes many contacts of an account in PostgreSQL: their ids, and what is stored of each, are arrays.
 */
final class PostgresStatements {

    private static final int HASH = SeenContact.HASH_BYTES;

    private static final String LOCK = "SELECT 1 FROM routes_account WHERE id = ? FOR NO KEY UPDATE";

    /**
     * Lets statements look contacts up one by one: a plan is kept for as long as the connection, and may have been made while there
     * were few.
     */
    static final String LOOK_UP =
            "SELECT set_config(name, 'off', false) FROM unnest('{enable_seqscan,enable_bitmapscan,"
                    + "enable_hashjoin,enable_mergejoin,enable_material,jit}'::text[]) AS name";

    static final String KNOWN = "SELECT contact.id, contact.content, MAX(seen.sequence), MIN(seen.sequence)"
            + " FROM routes_contact AS contact LEFT JOIN routes_chunk AS seen ON " + HAS.formatted("seen")
            + " WHERE contact.account = ? AND contact.id = ANY (?) GROUP BY contact.account, contact.id";

    /** With the epoch of the account, which is locked; null = any. */
    private static final String ADVANCE = SweepTable.ADVANCE + " AND EXISTS (SELECT FROM routes_account"
            + " WHERE id = routes_sweep.account AND epoch = COALESCE(?::bigint, epoch))";

    private static final String PAGE = " unnest(?::bytea[], ?::bytea[]) AS page (id, content)";

    private static final String OF_PAGE =
            " LEFT JOIN routes_contact AS contact ON contact.account = ? AND contact.id = page.id";

    /** Gives numbers to those of the contacts {@code known} that have none yet. Parameter: account. */
    private static final String NUMBERED =
            " counted AS (UPDATE routes_account SET contacts = contacts + (SELECT COUNT(*) FROM known WHERE given IS NULL)"
                    + " WHERE id = ? AND EXISTS (SELECT FROM known WHERE given IS NULL) RETURNING contacts),"
                    + " numbered AS (SELECT known.*, COALESCE(given, contacts - row_number()"
                    + " OVER (PARTITION BY given IS NULL ORDER BY id DESC))::integer AS number"
                    + " FROM known LEFT JOIN counted ON TRUE),";

    /** Stores the content of contacts {@code numbered} that is another one. Parameter: account. */
    private static final String WRITTEN = " written AS (INSERT INTO routes_contact (number, account, content, id)"
            + " SELECT number, ?, settled, id FROM numbered WHERE given IS NULL OR settled IS DISTINCT FROM stored"
            + " ORDER BY id ON CONFLICT (account, id) DO UPDATE SET content = excluded.content),";

    private static final String CERTAIN = " settled AS (" + CLEAR + " AND sequence = " + UNCERTAIN_SEQUENCE + ")";

    static final String UNSETTLE = "WITH known AS (SELECT page.id, contact.number AS given, contact.content AS stored,"
            + " COALESCE(page.content, contact.content, ?) AS settled FROM" + PAGE + OF_PAGE + "),"
            + NUMBERED + WRITTEN
            + " marks AS (SELECT number, " + UNCERTAIN_SEQUENCE + " AS sequence FROM numbered"
            + " UNION ALL SELECT number, ?::integer FROM numbered WHERE given IS NULL) " + ADD;

    static final String UNSETTLE_ALL = "WITH marks AS (SELECT number, " + UNCERTAIN_SEQUENCE
            + " AS sequence FROM routes_contact WHERE account = ? AND content IS NOT NULL) " + ADD;

    static final String SETTLE =
            "WITH numbered AS (SELECT page.id, contact.number, contact.number AS given, contact.content AS stored,"
                    + " page.content AS settled FROM" + PAGE + OF_PAGE + " WHERE contact.number IS NOT NULL),"
                    + WRITTEN
                    + " lost AS (SELECT number FROM numbered)," + CERTAIN + " SELECT COUNT(*) FROM lost";

    static final String DELETE =
            "WITH lost AS (DELETE FROM routes_contact WHERE account = ? AND id = ANY (?) RETURNING number) " + CLEAR;

    /**
     * Content is certain when it was there, or was about to be published, and the contact has not been forgotten since. All
     * parts are sent at once, which makes them one transaction.
     */
    static final String COMMIT = LOCK + ";"
            + "WITH advanced AS (" + ADVANCE + " RETURNING sequence),"
            + " known AS (SELECT page.id, page.content, contact.number AS given, contact.content AS stored,"
            + " advanced.sequence, CASE WHEN page.content IS NULL THEN contact.content"
            + " WHEN substr(contact.content, 1, " + HASH + ") IN (substr(page.content, 1, " + HASH + "), ?)"
            + " OR uncertain.chunk IS NOT NULL THEN page.content ELSE ? END AS settled"
            + " FROM advanced CROSS JOIN" + PAGE + OF_PAGE
            + " LEFT JOIN routes_chunk AS uncertain ON uncertain.sequence = " + UNCERTAIN_SEQUENCE
            + " AND page.content IS NOT NULL AND " + HAS.formatted("uncertain") + "),"
            + NUMBERED + WRITTEN
            + " marks AS (SELECT number, sequence FROM numbered),"
            + " seen AS (" + ADD + "),"
            + " lost AS (SELECT number FROM numbered WHERE content IS NOT NULL AND given IS NOT NULL)," + CERTAIN
            + " SELECT COUNT(*) FROM advanced";

    /**
     * Commits a page of contacts that are all there and of which nothing is published. It need not be on disk: a power cut may
     * take it together with all that came after it.
     */
    static final String SEE = LOCK.replace("1", "set_config('synchronous_commit', 'off', true)") + ";"
            + "WITH found AS (SELECT number FROM routes_contact WHERE account = ? AND id = ANY (?)),"
            + " advanced AS (" + ADVANCE + " AND (SELECT COUNT(*) FROM found) = ? RETURNING sequence),"
            + " marks AS (SELECT number, sequence FROM found CROSS JOIN advanced),"
            + " seen AS (" + ADD + ")"
            + " SELECT COUNT(*) FROM advanced";

    private PostgresStatements() {}
}
