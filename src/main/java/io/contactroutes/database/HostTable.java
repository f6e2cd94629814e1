package io.contactroutes.database;

import io.contactroutes.state.Processes.Place;
import java.sql.SQLException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** Keeps for each host when the processes that share the state may ask it again. Times are those of the database. */
final class HostTable {

    private static final String NOW = "(extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

    /**
     * One statement. A time that is more than an hour ahead, the longest pause, was stored before the clock was set back. It does not wait until it is on disk: after a power cut at most the last second of places is given away again.
     */
    private static final String PLACE = "WITH quick AS (SELECT set_config('synchronous_commit', 'off', true))"
            + " INSERT INTO routes_host AS host (origin, free_at, paused_until) SELECT ?, " + NOW + " + ?, 0 FROM quick"
            + " ON CONFLICT (origin) DO UPDATE SET free_at = GREATEST(" + NOW
            + ", LEAST(GREATEST(host.free_at, host.paused_until), " + NOW + " + 3600000000)) + ?"
            + " RETURNING free_at - ? - " + NOW + ", paused_until - " + NOW;

    private static final String PAUSE =
            "INSERT INTO routes_host AS host (origin, free_at, paused_until) VALUES (?, 0, " + NOW + " + ?)"
                    + " ON CONFLICT (origin) DO UPDATE SET paused_until = GREATEST(host.paused_until, excluded.paused_until)";

    private HostTable() {}

    static Place place(Session on, String host, Duration spacing) throws SQLException {
        long step = micros(spacing);
        return on.first(
                        PLACE,
                        row -> new Place(duration(row.getLong(1)), duration(row.getLong(2))),
                        host,
                        step,
                        step,
                        step)
                .orElseThrow();
    }

    static int pause(Session on, String host, Duration pause) throws SQLException {
        return on.update(PAUSE, host, micros(pause));
    }

    static Map<String, Duration> pauses(Session on) throws SQLException {
        Map<String, Duration> pauses = new HashMap<>();
        on.list(
                "SELECT origin, paused_until - " + NOW + " FROM routes_host WHERE paused_until > " + NOW,
                row -> pauses.put(row.getString(1), duration(row.getLong(2))));
        return pauses;
    }

    private static long micros(Duration duration) {
        return duration.truncatedTo(ChronoUnit.MICROS).toNanos() / 1000;
    }

    private static Duration duration(long micros) {
        return Duration.of(micros, ChronoUnit.MICROS);
    }
}
