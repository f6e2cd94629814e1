package io.contactroutes.database;

import io.contactroutes.state.ContactState;
import io.contactroutes.state.OpenSweep;
import io.contactroutes.state.PageCommit;
import io.contactroutes.state.SeenContact;
import io.contactroutes.state.StartOver;
import io.contactroutes.state.State;
import io.contactroutes.state.StateException;
import io.contactroutes.state.SweepEnd;
import io.contactroutes.state.SweepStatus;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Keeps the state in the tables of a SQL database. */
public final class JdbcState extends JdbcSweeps {

    private static final Duration TAKEOVER = Duration.ofSeconds(30);

    private JdbcState(Database database) {
        super(database);
    }

    /**
     * Opens the database for sweeps and brings its tables to the current version. A SQLite file and its folder are created
     * when they do not exist, and belong to this process until {@link #close()} or its end, however it ends. A PostgreSQL database may
     * be used by several processes.
     *
     * @param url {@code jdbc:sqlite:<path>}, {@code jdbc:sqlite::memory:} or {@code jdbc:postgresql://…}
     * @throws StateException with one sentence that names {@code contacts.state.url} and what to do
     */
    public static State open(String url) {
        return open(url, null, null, TAKEOVER);
    }

    /**
     * Opens the database like {@link #open(String)}, with the PostgreSQL user and password.
     *
     * @param user null = as in the URL; SQLite has none
     * @param password null = as in the URL; in no message and no log
     * @param takeover the time after which another process takes over the accounts of one that is gone; for PostgreSQL
     */
    public static State open(String url, String user, String password, Duration takeover) {
        return new JdbcState(StateUrl.open(url, user, password, takeover));
    }

    /**
     * Opens the database beside a process that may be sweeping with it, for an operator's command such as
     * {@link #approveDeletes}. Creates nothing and migrates nothing: the database has to exist in the
     * current version.
     *
     * @throws StateException with one sentence that names {@code contacts.state.url} and what to do
     */
    public static State openBeside(String url, String user, String password) {
        return new JdbcState(StateUrl.openBeside(url, user, password, TAKEOVER));
    }

    @Override
    public Map<String, ContactState> known(String account, Collection<String> ids) {
        return accounts.find(account)
                .map(key -> database.read(on -> contacts.known(on, key, ids)))
                .orElse(Map.of());
    }

    @Override
    public void aboutToPublish(String account, List<SeenContact> published) {
        int key = accounts.required(account);
        if (!published.isEmpty()) {
            database.writeDurably(key, on -> {
                unsettle(on, key, published);
                return null;
            });
        }
    }

    /** Those that are new here were not seen by the newest sweep. */
    private void unsettle(Session on, int key, Collection<SeenContact> published) throws SQLException {
        contacts.unsettle(on, key, Math.max(0, sweeps.newest(on, key) - 1), published);
    }

    @Override
    public void settle(String account, Collection<SeenContact> published) {
        int key = accounts.required(account);
        database.write(key, on -> {
            if (contacts.settle(on, key, published) < published.size()) {
                unsettle(
                        on,
                        key,
                        published.stream()
                                .map(SeenContact::id)
                                .map(SeenContact::only)
                                .toList());
            }
            return null;
        });
    }

    @Override
    public void commit(PageCommit page) {
        if (!database.commit(accounts.required(page.account()), page)) {
            throw SweepTable.notOpen(page.account(), page.sequence());
        }
    }

    @Override
    public void end(String account, long sequence, SweepEnd end) {
        int key = accounts.required(account);
        database.write(key, on -> {
            sweeps.end(on, key, account, sequence, end);
            if (end.status() != SweepStatus.DEFERRED) {
                contacts.ended(on, key, sequence, end.status() == SweepStatus.COMPLETE);
            }
            return null;
        });
    }

    @Override
    public void startOver(String account, StartOver how) {
        int key = accounts.findOrAdd(account);
        database.write(key, on -> {
            if (how.end() != null) {
                OpenSweep open = sweeps.open(on, key, account)
                        .orElseThrow(() -> new StateException("No sweep of " + account + " is open."));
                sweeps.end(on, key, account, open.sequence(), how.end());
                contacts.ended(on, key, open.sequence(), false);
            }
            switch (how.published()) {
                case KEPT -> {}
                case UNCERTAIN -> contacts.unsettleAll(on, key);
                case FORGOTTEN -> contacts.clear(on, key);
            }
            for (Map.Entry<String, String> note : how.notes().entrySet()) {
                AccountTable.note(on, key, note.getKey(), note.getValue());
            }
            return null;
        });
    }

    @Override
    public long liveCount(String account) {
        return accounts.find(account)
                .map(key -> database.read(on -> contacts.published(on, key)))
                .orElse(0L);
    }

    @Override
    public List<String> published(String account, int limit) {
        return accounts.find(account)
                .map(key -> database.read(on -> contacts.published(on, key, limit)))
                .orElse(List.of());
    }

    @Override
    public void deleted(String account, Collection<String> ids) {
        accounts.find(account)
                .ifPresent(key -> database.write(key, on -> {
                    contacts.delete(on, key, ids);
                    return null;
                }));
    }

    @Override
    public void close() {
        database.close();
    }
}
