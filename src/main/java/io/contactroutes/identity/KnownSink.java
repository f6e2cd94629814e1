package io.contactroutes.identity;

import io.contactroutes.config.ConfigurationException;
import io.contactroutes.sink.CurrentSink;
import io.contactroutes.sink.SinkIdentity;
import io.contactroutes.state.StartOver.Published;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.StopReason;
import io.contactroutes.sweep.SweepStopException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Compares the sink that the records of an account go to with the one that the state has been published to. */
public final class KnownSink {

    private static final String NOTE = "sink";
    private static final String PARTITIONS = "sink-partitions";
    private static final String LEFT = "left-sink/";
    private static final String RETURNED = "returned-to-sink";
    private static final String MOVED = "moved-from-partitions";

    private final State state;
    private final CurrentSink current;

    public KnownSink(State state, CurrentSink current) {
        this.state = state;
        this.current = current;
    }

    /**
     * Returns how the account begins anew when its sink is another one than before; stores a sink that is the first one.
     *
     * <p>A state with contacts and without a sink is that of release 0.1.0. It is not known which sink it was published to, so what it
     * holds is uncertain: published again, once, and still deleted when it is gone.
     */
    Optional<Restart> change(String account) {
        Optional<SinkIdentity> now = now(account);
        if (now.isEmpty()) {
            return Optional.empty();
        }
        Optional<SinkIdentity> before = before(account);
        if (before.isPresent() && !now.get().isSame(before.get())) {
            return Optional.of(changed(account, before.get(), now.get()));
        }
        if (before.isEmpty()
                && (state.liveCount(account) > 0 || state.openSweep(account).isPresent())) {
            Map<String, String> notes = new HashMap<>();
            notes.put(NOTE, now.get().toString());
            notes.put(PARTITIONS, partitions());
            return Optional.of(new Restart(
                    StopReason.ERROR,
                    "the state does not say which sink it was published to, as an older release wrote it; every contact is"
                            + " published again, once.",
                    Published.UNCERTAIN,
                    notes));
        }
        SinkIdentity known = before.map(now.get()::and).orElse(now.get());
        if (!before.equals(Optional.of(known))) {
            state.note(account, NOTE, known.toString());
        }
        return movedKeys(account);
    }

    /**
     * Returns how the account begins anew when its topic has another number of partitions than before: keys are then on other partitions
     * than their older records. Stores a number that is the first one.
     */
    private Optional<Restart> movedKeys(String account) {
        String number = partitions();
        Optional<String> before = state.note(account, PARTITIONS);
        if (before.isEmpty() && number != null) {
            state.note(account, PARTITIONS, number);
        }
        if (!isMoved(account)) {
            return Optional.empty();
        }
        return Optional.of(new Restart(
                StopReason.ERROR,
                "the Kafka topic has " + number + " partitions and had " + before.get()
                        + ", so that contacts are on other partitions than before; every contact is published again. Older records"
                        + " stay where they were: a subscriber that reads from the beginning needs a new topic.",
                Published.UNCERTAIN,
                Map.of(PARTITIONS, number, MOVED, before.get())));
    }

    /** Returns whether records go where they went when the sweep began, each key to the same partition. */
    public boolean isSame(String account) {
        return isSameSink(account) && !isMoved(account);
    }

    private boolean isSameSink(String account) {
        Optional<SinkIdentity> before = before(account);
        return before.isEmpty() || now(account).filter(before.get()::isSame).isPresent();
    }

    /**
     * Checks that a command publishes to the sink that the account's contacts are in.
     *
     * @param otherwise what to do when contacts.sink and its settings are right, as the end of a sentence
     * @throws ConfigurationException when it is another one
     */
    public void require(String account, String otherwise) {
        if (!isSameSink(account)) {
            throw new ConfigurationException(account + ": the sink is another one than before, "
                    + before(account).orElseThrow().describe() + "; correct contacts.sink and its settings, or "
                    + otherwise + ".");
        }
    }

    /** Returns why the sink may hold what it should not: what was deleted elsewhere, or older records of a key on another partition. */
    public Optional<String> doubt(String account) {
        Optional<String> returned = state.note(account, RETURNED)
                .map(sink -> account
                        + ": the contacts went to another sink for a time, so this one may hold contacts that were"
                        + " deleted meanwhile; to be sure, begin with an empty folder or a new topic.");
        return returned.or(() -> state.note(account, MOVED)
                .map(partitions -> account + ": the Kafka topic had " + partitions
                        + " partitions once, and older records are still where the contacts were then; to be sure, begin with a"
                        + " new topic."));
    }

    private Restart changed(String account, SinkIdentity before, SinkIdentity now) {
        Map<String, String> notes = new HashMap<>();
        notes.put(NOTE, now.toString());
        notes.put(LEFT + before, "");
        notes.put(PARTITIONS, partitions());
        boolean returned = state.notes(account, LEFT).keySet().stream()
                .map(SinkIdentity::of)
                .anyMatch(now::isSame);
        notes.put(RETURNED, returned ? now.toString() : null);
        notes.put(MOVED, null);
        return new Restart(
                StopReason.ERROR,
                "the sink is another one than before (now " + now.describe() + ", before " + before.describe()
                        + "); every contact is published again.",
                published(account),
                notes);
    }

    /**
     * Returns what becomes of what is stored as published. A sweep that was not complete may have published to the new sink, before the
     * two were compared: what it brought there is still to be deleted when it is gone.
     */
    private Published published(String account) {
        boolean compared = state.openSweep(account).isEmpty()
                && state.lastEnded(account)
                        .filter(last -> last.end().status() == SweepStatus.COMPLETE)
                        .isPresent();
        return compared ? Published.FORGOTTEN : Published.UNCERTAIN;
    }

    private Optional<SinkIdentity> before(String account) {
        return state.note(account, NOTE).map(SinkIdentity::of);
    }

    /** Returns whether the topic, as it was looked at last, has another number of partitions than the state knows. */
    private boolean isMoved(String account) {
        String now = partitions();
        return now != null
                && state.note(account, PARTITIONS)
                        .filter(before -> !before.equals(now))
                        .isPresent();
    }

    /** Returns the note of the number of partitions; null when there is none. */
    private String partitions() {
        OptionalInt now = current.partitions();
        return now.isPresent() ? String.valueOf(now.getAsInt()) : null;
    }

    private Optional<SinkIdentity> now(String account) {
        try {
            return current.identity(account);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SweepStopException.interrupted(account);
        }
    }
}
