package io.contactroutes.deletes;

import io.contactroutes.receipt.SweepResult;
import io.contactroutes.sink.SinkRecord;
import io.contactroutes.state.State;
import java.time.Clock;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** Reads each batch of contacts that are gone after the last id of the batch before. */
final class TombstoneBatches implements Iterator<Tombstones> {

    /** How many tombstones are published at once. */
    static final int BATCH = 500;

    private final State state;
    private final int afterSweeps;
    private final Clock clock;
    private final SweepResult result;
    private final Runnable atTheEnd;
    private final String account;
    private String last;
    private List<String> ids;

    /** @param atTheEnd runs when no batch is left */
    TombstoneBatches(State state, int afterSweeps, Clock clock, SweepResult result, Runnable atTheEnd) {
        this.state = state;
        this.afterSweeps = afterSweeps;
        this.clock = clock;
        this.result = result;
        this.atTheEnd = atTheEnd;
        this.account = result.sweep().account().name();
        this.ids = result.mayDelete() ? null : List.of();
    }

    @Override
    public boolean hasNext() {
        if (ids == null) {
            ids = state.missing(account, afterSweeps, last, BATCH);
            if (ids.isEmpty()) {
                atTheEnd.run();
            }
        }
        return !ids.isEmpty();
    }

    @Override
    public Tombstones next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        List<String> batch = ids;
        last = batch.get(batch.size() - 1);
        ids = null;
        state.aboutToPublish(account, batch);
        return new Tombstones(result, batch, records(account, result.sweep().id(), batch, clock));
    }

    /** Returns the tombstones of contacts of an account; {@code run} is what finds them gone. */
    static List<SinkRecord> records(String account, String run, List<String> ids, Clock clock) {
        Instant now = clock.instant();
        return ids.stream().map(id -> SinkRecord.deleted(account, run, id, now)).toList();
    }
}
