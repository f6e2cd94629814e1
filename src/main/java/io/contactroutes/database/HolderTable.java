package io.contactroutes.database;

import io.contactroutes.state.Processes.Load;
import io.contactroutes.state.Processes.Member;
import io.contactroutes.state.Processes.Turn;
import io.contactroutes.state.TakenOverException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Keeps the processes that share the state, and for each account its holder, its epoch and its last turn. */
final class HolderTable {

    /** The time of the database in milliseconds, as SQL: the clocks of processes may differ. */
    static final String NOW = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint";

    /** Turns keep their distance; those that passed while a sweep ran are skipped. */
    private static final String LAST_TURN = "CASE WHEN turn_at > " + NOW + " THEN " + NOW + " WHEN turn_at + ? <= "
            + NOW + " THEN turn_at + ? * ((" + NOW + " - turn_at) / ?) ELSE turn_at END";

    /**
     * Whether it is the account's turn, or its holder has been silent for so long that it knows that it has lost it: a holder whose
     * connection was ended finds that out at its next sign of life. An account that is in the name of the process that asks is one whose
     * release could not be stored. What is later than now was stored before the clock was set back.
     */
    private static final String IS_DUE = "(CASE WHEN account.holder IS NULL OR account.holder = own"
            + " THEN account.turn_at IS NULL OR account.turn_at + every <= " + NOW + " OR account.turn_at > " + NOW
            + " ELSE NOT EXISTS (SELECT FROM routes_process AS holder WHERE holder.id = account.holder"
            + " AND holder.seen_at + (holder.alive_until - holder.seen_at) / 3 > " + NOW
            + " AND holder.seen_at <= " + NOW + ") END)";

    /** Accounts whose lock a connection has. */
    private static final String LOCKED =
            "SELECT objid::bigint AS id FROM pg_locks WHERE locktype = 'advisory' AND granted"
                    + " AND objsubid = 2 AND classid::bigint = (" + ProcessSession.ACCOUNTS + "::bigint & 4294967295)"
                    + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";

    private static final String GIVEN = "(SELECT ?::bigint AS every, ?::text AS own) AS given";

    private static final String TAKE =
            "UPDATE routes_account AS account SET epoch = epoch + 1, holder = own, turn_at = CASE WHEN ? THEN turn_at ELSE COALESCE("
                    + LAST_TURN + ", " + NOW + ") END"
                    + " FROM " + GIVEN + " WHERE id = ? AND (? OR " + IS_DUE
                    + ") AND id IN (" + LOCKED + " AND pid = ?) RETURNING epoch";

    private static final String DUE = "WITH locked AS MATERIALIZED (" + LOCKED + ")"
            + " SELECT mine.alias, CASE WHEN account.holder <> own THEN 1000000000000 WHEN account.turn_at IS NULL THEN 0"
            + " ELSE " + NOW + " - account.turn_at - mine.every END"
            + " FROM unnest(?::text[], ?::bigint[]) AS mine (alias, every) CROSS JOIN (SELECT ?::text AS own) AS given"
            + " LEFT JOIN routes_account AS account ON account.alias = mine.alias"
            + " WHERE " + IS_DUE
            + " AND NOT EXISTS (SELECT FROM locked WHERE locked.id = account.id)";

    private HolderTable() {}

    /** Returns the holder that has not released an account, if that may be taken now. */
    static Optional<String> holder(Session on, int account, String process, long every, Turn turn) throws SQLException {
        return on.first(
                "SELECT holder FROM routes_account AS account, " + GIVEN
                        + " WHERE id = ? AND holder IS NOT NULL AND (? OR " + IS_DUE + ")",
                row -> row.getString(1),
                every,
                process,
                account,
                turn != Turn.DUE);
    }

    /** Raises the epoch and returns it, if the process has the account locked, and it is requested, due, or left by its holder. */
    static OptionalLong take(Session on, int account, ProcessSession process, long every, Turn turn)
            throws SQLException {
        return on.first(
                        TAKE,
                        row -> row.getLong(1),
                        turn == Turn.BESIDE,
                        every,
                        every,
                        every,
                        every,
                        process.id(),
                        account,
                        turn != Turn.DUE,
                        process.pid())
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    /** @param finished whether it waits for its next turn; else it is its turn now, unless it was taken beside its turns */
    static int release(Session on, int account, long epoch, long every, Turn turn, boolean finished)
            throws SQLException {
        return on.update(
                "UPDATE routes_account SET holder = NULL, turn_at = CASE WHEN ? THEN turn_at WHEN ? THEN " + LAST_TURN
                        + " ELSE turn_at - ? END"
                        + " WHERE id = ? AND epoch = ?",
                turn == Turn.BESIDE,
                finished,
                every,
                every,
                every,
                every,
                account,
                epoch);
    }

    /**
     * Waits until no other transaction writes for an account, and keeps others waiting until this one ends, also one that takes it.
     *
     * @param epoch that the account has to have; empty = any
     * @throws TakenOverException when another process has taken it
     */
    static void lock(Session on, int account, OptionalLong epoch) throws SQLException {
        long now = on.count("SELECT epoch FROM routes_account WHERE id = ? FOR NO KEY UPDATE", account);
        if (epoch.isPresent() && epoch.getAsLong() != now) {
            throw new TakenOverException();
        }
    }

    /** Returns whether it is an account's turn, or its holder is gone, whoever has it locked. */
    static boolean isDue(Session on, String name, String process, long every) throws SQLException {
        return on.count(
                        "SELECT COUNT(*) FROM routes_account AS account, " + GIVEN + " WHERE alias = ? AND " + IS_DUE,
                        every,
                        process,
                        name)
                > 0;
    }

    static Load load(Session on, String process, Map<String, Duration> every) throws SQLException {
        Map<String, Duration> due = new HashMap<>();
        on.list(
                DUE,
                row -> due.put(row.getString(1), Duration.ofMillis(row.getLong(2))),
                on.connection().createArrayOf("text", every.keySet().toArray()),
                on.connection()
                        .createArrayOf(
                                "bigint",
                                every.values().stream().map(Duration::toMillis).toArray()),
                process);
        long held = on.count("SELECT COUNT(*) FROM (" + LOCKED + ") AS locked");
        long alive = on.count("SELECT COUNT(*) FROM routes_process WHERE takes_turns AND alive_until > " + NOW);
        return new Load(due, (int) held, (int) alive);
    }

    static List<Member> members(Session on) throws SQLException {
        Map<String, List<String>> held = new TreeMap<>();
        on.list(
                "SELECT holder, alias FROM routes_account WHERE id IN (" + LOCKED
                        + ") AND holder IS NOT NULL ORDER BY alias",
                row -> held.computeIfAbsent(row.getString(1), holder -> new ArrayList<>())
                        .add(row.getString(2)));
        return on.list(
                "SELECT id, name, since, seen_at, alive_until > " + NOW + " FROM routes_process ORDER BY name, since",
                row -> new Member(
                        row.getString(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getBoolean(5),
                        held.getOrDefault(row.getString(1), List.of())));
    }

    /** Returns the name of the process that holds the account. */
    static Optional<String> holderName(Session on, int account) throws SQLException {
        return on.first(
                "SELECT name FROM routes_process JOIN routes_account ON holder = routes_process.id WHERE routes_account.id = ?",
                row -> row.getString(1),
                account);
    }

    /**
     * Stores that a process is alive, and until when it counts as that.
     *
     * @param takesTurns whether it sweeps accounts when it is their turn, unlike a command
     */
    static void seen(Session on, String process, String name, long millis, boolean takesTurns) throws SQLException {
        on.update(
                "INSERT INTO routes_process (id, name, since, seen_at, alive_until, takes_turns)"
                        + " SELECT ?, ?, now, now, now + ?, ?"
                        + " FROM (SELECT " + NOW + ") AS clock (now)"
                        + " ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at, alive_until = excluded.alive_until,"
                        + " takes_turns = excluded.takes_turns",
                process,
                name,
                millis,
                takesTurns);
    }

    /** Removes processes that have been gone for an hour. */
    static int forgetGone(Session on) throws SQLException {
        return on.update("DELETE FROM routes_process WHERE seen_at < " + NOW + " - 3600000");
    }

    static int leave(Session on, String process) throws SQLException {
        return on.update("DELETE FROM routes_process WHERE id = ?", process);
    }
}
