package io.contactroutes.database;

import io.contactroutes.state.EndedSweep;
import io.contactroutes.state.OpenSweep;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The part of the state that is about sweeps and what they have seen. */
abstract class JdbcSweeps extends JdbcAccounts {

    final SweepTable sweeps = new SweepTable();

    final ContactTable contacts;

    JdbcSweeps(Database database) {
        super(database);
        this.contacts = database.contacts();
    }

    @Override
    public Optional<OpenSweep> openSweep(String account) {
        return accounts.find(account).flatMap(key -> database.read(on -> sweeps.open(on, key, account)));
    }

    @Override
    public OpenSweep begin(String account, String sweepId, Instant startedAt) {
        int key = accounts.findOrAdd(account);
        return database.write(key, on -> sweeps.begin(on, key, account, sweepId, startedAt));
    }

    @Override
    public Optional<EndedSweep> lastEnded(String account) {
        return ended(account, 1).stream().findFirst();
    }

    @Override
    public List<EndedSweep> ended(String account, int limit) {
        return accounts.find(account)
                .map(key -> database.read(on -> sweeps.ended(on, key, account, limit)))
                .orElse(List.of());
    }

    @Override
    public Optional<EndedSweep> lastComplete(String account) {
        return accounts.find(account).flatMap(key -> database.read(on -> sweeps.lastComplete(on, key, account)));
    }

    @Override
    public long distinct(String account, long sequence) {
        return accounts.find(account)
                .map(key -> database.read(on -> contacts.seenBy(on, key, sequence)))
                .orElse(0L);
    }

    @Override
    public long missingCount(String account, int afterSweeps) {
        return accounts.find(account)
                .map(key -> database.read(on -> {
                    OptionalLong since = sweeps.startOfCompleteStreak(on, key, afterSweeps);
                    return since.isEmpty() ? 0L : contacts.missingCount(on, key, since.getAsLong());
                }))
                .orElse(0L);
    }

    @Override
    public List<String> missing(String account, int afterSweeps, String afterId, int limit) {
        return accounts.find(account)
                .map(key -> database.read(on -> {
                    OptionalLong since = sweeps.startOfCompleteStreak(on, key, afterSweeps);
                    String after = afterId == null ? "" : afterId;
                    return since.isEmpty()
                            ? List.<String>of()
                            : contacts.missing(on, key, since.getAsLong(), after, limit);
                }))
                .orElse(List.of());
    }
}
