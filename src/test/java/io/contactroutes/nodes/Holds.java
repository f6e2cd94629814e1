package io.contactroutes.nodes;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Who held which account when, as triggers in the state's database write it down. */
final class Holds {

    private static final String WRITE_DOWN = """
            CREATE TABLE test_hold (
              n BIGINT GENERATED ALWAYS AS IDENTITY, account TEXT, epoch BIGINT, holder TEXT, sweep TEXT, at TIMESTAMPTZ
            );
            CREATE FUNCTION test_hold() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              INSERT INTO test_hold (account, epoch, holder, sweep, at) VALUES (NEW.alias, NEW.epoch, NEW.holder,
                (SELECT id FROM routes_sweep WHERE account = NEW.id AND ended_at IS NULL), clock_timestamp());
              RETURN NULL;
            END $$;
            CREATE TRIGGER test_hold AFTER UPDATE ON routes_account FOR EACH ROW
              WHEN (OLD.epoch <> NEW.epoch OR OLD.holder IS DISTINCT FROM NEW.holder) EXECUTE FUNCTION test_hold();
            CREATE FUNCTION test_begin() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              INSERT INTO test_hold (account, epoch, holder, sweep, at)
                SELECT alias, epoch, holder, NEW.id, clock_timestamp() FROM routes_account WHERE id = NEW.account;
              RETURN NULL;
            END $$;
            CREATE TRIGGER test_begin AFTER INSERT ON routes_sweep FOR EACH ROW EXECUTE FUNCTION test_begin();
            """;

    private final String url;

    /**
     * Something that happened to an account.
     *
     * @param holder id of the process that has it from now on; null: none
     * @param sweep id of the sweep that is open from now on; null: none
     */
    record Event(String account, long epoch, String holder, String sweep, Instant at) {

        boolean isHeldBy(RunningProcess.Life life) {
            return holder != null && life.isCalled(holder);
        }
    }

    private Holds(String url) {
        this.url = url;
    }

    /** @param url of the state's database, which has its tables already */
    static Holds writtenDownIn(String url) {
        Holds holds = new Holds(url);
        holds.execute(WRITE_DOWN);
        return holds;
    }

    /** All events in their order. */
    List<Event> events() {
        return list("SELECT account, epoch, holder, sweep, at FROM test_hold ORDER BY n");
    }

    List<Event> events(String account) {
        return events().stream()
                .filter(event -> event.account().equals(account))
                .toList();
    }

    /** The accounts that a process holds now, by the last event of each. */
    List<String> heldBy(RunningProcess.Life life) {
        Predicate<Event> his = event -> event.isHeldBy(life);
        return list(
                        "SELECT DISTINCT ON (account) account, epoch, holder, sweep, at FROM test_hold ORDER BY account, n DESC")
                .stream()
                .filter(his)
                .map(Event::account)
                .toList();
    }

    /** Whether the database counts a process as one that is gone. */
    boolean isGone(RunningProcess.Life life) {
        return number("SELECT count(*) FROM routes_process WHERE id LIKE '%/" + life.pid()
                        + "-%' AND alive_until > extract(epoch FROM clock_timestamp()) * 1000")
                == 0;
    }

    /** Whether a process was seen after a moment. */
    boolean isSeen(RunningProcess.Life life, Instant since) {
        return number("SELECT count(*) FROM routes_process WHERE id LIKE '%/" + life.pid() + "-%' AND seen_at > "
                        + since.toEpochMilli())
                > 0;
    }

    /** Sweeps of an account that began after a moment and were complete. */
    long complete(String account, Instant since) {
        return number(
                "SELECT count(*) FROM routes_sweep JOIN routes_account ON routes_account.id = account WHERE alias = '"
                        + account + "' AND status = 'complete' AND ended_at IS NOT NULL AND started_at > "
                        + since.toEpochMilli());
    }

    /** Ends one of the sessions of processes; the number decides which. */
    void terminateSession(int number) {
        execute(
                "SELECT pg_terminate_backend(pid) FROM (SELECT pid, row_number() OVER (ORDER BY pid) - 1 AS n, count(*) OVER ()"
                        + " AS all FROM pg_stat_activity WHERE application_name = 'contact-routes' AND datname = current_database())"
                        + " AS sessions WHERE n = " + number + " % sessions.all");
    }

    private List<Event> list(String query) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<Event> events = new ArrayList<>();
            while (row.next()) {
                events.add(new Event(
                        row.getString(1),
                        row.getLong(2),
                        row.getString(3),
                        row.getString(4),
                        row.getTimestamp(5).toInstant()));
            }
            return events;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long number(String query) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
