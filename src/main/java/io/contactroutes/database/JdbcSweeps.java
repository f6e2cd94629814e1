package io.contactroutes.database;

import io.contactroutes.state.EndedSweep;
import io.contactroutes.state.OpenSweep;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The part of the state that is about sweeps and not about their contacts. */
abstract class JdbcSweeps extends JdbcAccounts {

    final SweepTable sweeps = new SweepTable();

    JdbcSweeps(Database database) {
        super(database);
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
}
