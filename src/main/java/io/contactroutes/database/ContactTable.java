package io.contactroutes.database;

import io.contactroutes.state.SeenContact;
import io.contactroutes.state.StartOver.Published;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/**
 * Keeps for each contact the hash of what was published, the fingerprint of its source, and the sweep that last saw it. A
 * contact with a hash of null was seen and never published; {@link ContactBatches#UNCERTAIN} counts as published.
 */
final class ContactTable {

    private static final String MISSING = " FROM routes_contact WHERE account = ? AND seen < ? AND hash IS NOT NULL";

    private final SweepTable sweeps;

    ContactTable(SweepTable sweeps) {
        this.sweeps = sweeps;
    }

    long seenBy(Session on, int account, long sequence) throws SQLException {
        return on.count("SELECT COUNT(*) FROM routes_contact WHERE account = ? AND seen = ?", account, sequence);
    }

    long published(Session on, int account) throws SQLException {
        return on.count("SELECT COUNT(*) FROM routes_contact WHERE account = ? AND hash IS NOT NULL", account);
    }

    List<String> published(Session on, int account, int limit) throws SQLException {
        return on.list(
                "SELECT id FROM routes_contact WHERE account = ? AND hash IS NOT NULL ORDER BY id LIMIT ?",
                row -> row.getString(1),
                account,
                limit);
    }

    long missingCount(Session on, int account, int afterSweeps) throws SQLException {
        OptionalLong since = sweeps.startOfCompleteStreak(on, account, afterSweeps);
        return since.isEmpty() ? 0 : on.count("SELECT COUNT(*)" + MISSING, account, since.getAsLong());
    }

    List<String> missing(Session on, int account, int afterSweeps, String afterId, int limit) throws SQLException {
        OptionalLong since = sweeps.startOfCompleteStreak(on, account, afterSweeps);
        if (since.isEmpty()) {
            return List.of();
        }
        return on.list(
                "SELECT id" + MISSING + " AND id > ? ORDER BY id LIMIT ?",
                row -> row.getString(1),
                account,
                since.getAsLong(),
                afterId == null ? "" : afterId,
                limit);
    }

    int settle(Session on, int account, Collection<SeenContact> published) throws SQLException {
        int settled = 0;
        for (SeenContact contact : published) {
            settled += on.update(
                    "UPDATE routes_contact SET hash = ?, source = ? WHERE account = ? AND id = ?",
                    contact.hash(),
                    contact.source(),
                    account,
                    contact.id());
        }
        return settled;
    }

    /** Does what becomes of an account's contacts when it begins anew. */
    void startOver(Session on, int account, Published published) throws SQLException {
        switch (published) {
            case KEPT -> {}
            case UNCERTAIN ->
                on.update(
                        "UPDATE routes_contact SET hash = ?, source = NULL WHERE account = ? AND hash IS NOT NULL",
                        ContactBatches.UNCERTAIN,
                        account);
            case FORGOTTEN -> on.update("DELETE FROM routes_contact WHERE account = ?", account);
        }
    }

    void dropUnpublished(Session on, int account, long sequence) throws SQLException {
        on.update("DELETE FROM routes_contact WHERE account = ? AND seen < ? AND hash IS NULL", account, sequence);
    }
}
