package io.contactroutes.deletes;

import io.contactroutes.deadletter.DeadLetters;
import io.contactroutes.sink.Publication;
import io.contactroutes.state.State;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Removes an account, or one contact, for good: publishes tombstones, and then removes what is stored. While a tombstone is on its
 * way its contact is uncertain, so that after a kill it is published again while it is listed, and deleted again when it is gone. A
 * batch leaves the state when it is acknowledged, so that a retirement that was killed goes on where it stopped.
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
            remove(account, run, ids);
            tombstones += ids.size();
            ids = state.published(account, TombstoneBatches.BATCH);
        }
        state.retire(account);
        return tombstones;
    }

    /**
     * Publishes the tombstone of a contact and removes what is stored of it. What was set aside goes first, so that a replay never
     * publishes a contact that was deleted. Of a contact that the state does not have, the sink may hold what an older state knew.
     *
     * @return whether the state had the contact
     */
    public boolean forget(String account, String id) {
        String run = "forget-" + UUID.randomUUID();
        boolean setAside = DeadLetters.forget(state, account, id);
        boolean stored = !state.known(account, List.of(id)).isEmpty();
        if (stored) {
            state.aboutToPublish(account, List.of(id));
        }
        publish(account, run, List.of(id)); // a sweep may bring the contact meanwhile
        state.deleted(account, List.of(id));
        return stored || setAside;
    }

    private void remove(String account, String run, List<String> ids) {
        state.aboutToPublish(account, ids);
        publish(account, run, ids);
        state.deleted(account, ids);
    }

    private void publish(String account, String run, List<String> ids) {
        publish.accept(Publication.of(TombstoneBatches.records(account, run, ids, clock)));
    }
}
