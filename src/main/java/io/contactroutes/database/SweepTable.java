package io.contactroutes.database;

import io.contactroutes.state.EndedSweep;
import io.contactroutes.state.OpenSweep;
import io.contactroutes.state.State;
import io.contactroutes.state.StateException;
import io.contactroutes.state.SweepEnd;
import io.contactroutes.state.SweepStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Keeps the sweeps of each account. The one without {@code ended_at} is open; a unique index allows one for an account. */
final class SweepTable {

    /** Stores the progress of a sweep, if it is open. */
    static final String ADVANCE = "UPDATE routes_sweep SET next_page = ?, progress = ?, status = 'running'"
            + " WHERE account = ? AND sequence = ? AND ended_at IS NULL";

    private static final String ENDED =
            "SELECT sequence, id, started_at, status, stop_reason, ended_at, progress FROM routes_sweep"
                    + " WHERE account = ? AND ended_at IS NOT NULL";

    private record Streak(long sequence, boolean complete) {}

    Optional<OpenSweep> open(Session on, int account, String accountName) throws SQLException {
        return on.first(
                "SELECT sequence, id, started_at, next_page, progress FROM routes_sweep"
                        + " WHERE account = ? AND ended_at IS NULL",
                row -> new OpenSweep(
                        accountName,
                        row.getLong(1),
                        row.getString(2),
                        Instant.ofEpochMilli(row.getLong(3)),
                        row.getInt(4),
                        row.getString(5)),
                account);
    }

    OpenSweep begin(Session on, int account, String accountName, String id, Instant startedAt) throws SQLException {
        Optional<OpenSweep> open = open(on, account, accountName);
        if (open.isPresent()) {
            throw new StateException("The sweep " + open.get().id() + " of " + accountName
                    + " is still open: resume or end it before another begins.");
        }
        long sequence = newest(on, account) + 1;
        on.update(
                "INSERT INTO routes_sweep (account, sequence, id, started_at, status, next_page)"
                        + " VALUES (?, ?, ?, ?, 'running', 1)",
                account,
                sequence,
                id,
                startedAt.toEpochMilli());
        return new OpenSweep(accountName, sequence, id, Instant.ofEpochMilli(startedAt.toEpochMilli()), 1, null);
    }

    /** Returns the highest sequence number so far; 0 before the first sweep. */
    long newest(Session on, int account) throws SQLException {
        return on.count("SELECT MAX(sequence) FROM routes_sweep WHERE account = ?", account);
    }

    void end(Session on, int account, String accountName, long sequence, SweepEnd end) throws SQLException {
        Long endedAt =
                end.status() == SweepStatus.DEFERRED ? null : (Long) end.at().toEpochMilli();
        int ended = on.update(
                "UPDATE routes_sweep SET status = ?, stop_reason = ?, ended_at = ?, progress = COALESCE(?, progress)"
                        + " WHERE account = ? AND sequence = ? AND ended_at IS NULL",
                end.status().word(),
                end.stopReason(),
                endedAt,
                end.progress(),
                account,
                sequence);
        if (ended == 0) {
            throw notOpen(accountName, sequence);
        }
        on.update(
                "DELETE FROM routes_sweep WHERE account = ? AND sequence <= ?", account, sequence - State.KEPT_SWEEPS);
    }

    /** Returns the newest sweeps that have ended, the newest first. */
    List<EndedSweep> ended(Session on, int account, String accountName, int limit) throws SQLException {
        return on.list(ENDED + " ORDER BY sequence DESC LIMIT ?", row -> ended(accountName, row), account, limit);
    }

    Optional<EndedSweep> lastComplete(Session on, int account, String accountName) throws SQLException {
        return on.first(
                ENDED + " AND status = 'complete' ORDER BY sequence DESC LIMIT 1",
                row -> ended(accountName, row),
                account);
    }

    private static EndedSweep ended(String accountName, ResultSet row) throws SQLException {
        return new EndedSweep(
                accountName,
                row.getLong(1),
                row.getString(2),
                Instant.ofEpochMilli(row.getLong(3)),
                new SweepEnd(
                        SweepStatus.of(row.getString(4)),
                        row.getString(5),
                        Instant.ofEpochMilli(row.getLong(6)),
                        row.getString(7)));
    }

    /** Returns the sequence number of the first of the last {@code length} ended sweeps, if all of them were complete. */
    OptionalLong startOfCompleteStreak(Session on, int account, int length) throws SQLException {
        if (length < 1 || length > State.KEPT_SWEEPS) {
            throw new IllegalArgumentException(
                    "Deletes after 1 to " + State.KEPT_SWEEPS + " sweeps, not after " + length);
        }
        List<Streak> last = on.list(
                "SELECT sequence, status FROM routes_sweep WHERE account = ? AND ended_at IS NOT NULL"
                        + " ORDER BY sequence DESC LIMIT ?",
                row -> new Streak(row.getLong(1), SweepStatus.of(row.getString(2)) == SweepStatus.COMPLETE),
                account,
                length);
        boolean whole = last.size() == length && last.stream().allMatch(Streak::complete);
        return whole ? OptionalLong.of(last.get(length - 1).sequence()) : OptionalLong.empty();
    }

    static StateException notOpen(String accountName, long sequence) {
        return new StateException(
                "Sweep number " + sequence + " of " + accountName + " is not open: another one has ended it.");
    }
}
