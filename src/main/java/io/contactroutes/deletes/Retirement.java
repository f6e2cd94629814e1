package io.contactroutes.deletes;

import io.contactroutes.sink.Publication;
import io.contactroutes.state.State;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Removes an account for good: publishes the tombstones of all its contacts, and then removes its state. A batch leaves the state
 * when it is acknowledged, so that a retirement that was killed goes on where it stopped.
 */
public final class Retirement {

    private final State state;
    private final Consumer<Publication> publish;
    private final Clock clock;

    /** @param publish returns when all records are acknowledged */
    public Retirement(State state, Consumer<Publication> publish, Clock clock) {
        this.state = state;
        this.publish = publish;
        this.clock = clock;
    }

    /** Returns how many tombstones were published. */
    public long retire(String account) {
        String run = "retire-" + UUID.randomUUID();
        long tombstones = 0;
        List<String> ids = state.published(account, TombstoneBatches.BATCH);
        while (!ids.isEmpty()) {
            state.aboutToPublish(account, ids);
            publish.accept(Publication.of(TombstoneBatches.records(account, run, ids, clock)));
            state.deleted(account, ids);
            tombstones += ids.size();
            ids = state.published(account, TombstoneBatches.BATCH);
        }
        state.retire(account);
        return tombstones;
    }
}
