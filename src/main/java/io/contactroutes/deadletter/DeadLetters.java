package io.contactroutes.deadletter;

import io.contactroutes.sink.SinkRecord;
import io.contactroutes.state.State;
import io.contactroutes.sweep.Sweep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Sets rejected contacts aside, each once: while the same is wrong with one and the same would be published of it, it is counted in
 * every sweep but not published again. Bean {@code deadLetters}.
 */
public final class DeadLetters {

    private static final String NOTE = "dead-letter/";

    private final State state;

    public DeadLetters(State state) {
        this.state = state;
    }

    /** Returns one batch of those that are not set aside yet; none when all are. */
    public List<DeadLetterBatch> batches(@Body RejectedContacts contacts, @Variable("sweep") Sweep sweep) {
        List<DeadLetter> letters = contacts.rejected().stream()
                .filter(letter -> !isSetAside(sweep, letter))
                .toList();
        if (letters.isEmpty()) {
            return List.of();
        }
        String account = sweep.account().name();
        List<SinkRecord> records = letters.stream()
                .map(letter -> SinkRecord.deadLetter(
                        account,
                        sweep.id(),
                        letter.key(account),
                        letter.toJson(sweep, contacts.fetchedAt()),
                        contacts.fetchedAt()))
                .toList();
        return List.of(new DeadLetterBatch(letters, records));
    }

    /** Stores that they are set aside, after they were acknowledged. */
    public void settle(@Body DeadLetterBatch batch, @Variable("sweep") Sweep sweep) {
        for (DeadLetter letter : batch.letters()) {
            String id = letter.id();
            String note = letter.note().text();
            state.note(sweep.account().name(), NOTE + id, note);
            sweep.setAside().put(id, note);
            sweep.listedSetAside().add(id);
        }
    }

    /** Returns what is set aside of an account: notes by contact. */
    public static Map<String, String> setAside(State state, String account) {
        return state.notes(account, NOTE);
    }

    /** Returns the notes that set nothing of an account aside any more: each is to be removed. */
    public static Map<String, String> withoutSetAside(State state, String account) {
        Map<String, String> removed = new HashMap<>();
        setAside(state, account).keySet().forEach(id -> removed.put(NOTE + id, null));
        return removed;
    }

    /** Removes a contact that is valid now, or deleted, from those that are set aside. */
    public static void resolved(State state, Sweep sweep, String id) {
        if (sweep.setAside().remove(id) != null) {
            forget(state, sweep.account().name(), id);
        }
    }

    /**
     * Removes the contacts that a complete sweep did not come upon from those that are set aside. A resumed sweep removes none: it
     * does not know what its first run came upon.
     */
    public static void retainListed(State state, Sweep sweep) {
        if (!sweep.isResumed()) {
            sweep.setAside().keySet().stream()
                    .filter(id -> !sweep.listedSetAside().contains(id))
                    .forEach(id -> resolved(state, sweep, id));
        }
    }

    /** Removes a contact from those that are set aside; returns whether it was one of them. */
    public static boolean forget(State state, String account, String id) {
        boolean setAside = state.note(account, NOTE + id).isPresent();
        if (setAside) {
            state.note(account, NOTE + id, null);
        }
        return setAside;
    }

    private static boolean isSetAside(Sweep sweep, DeadLetter letter) {
        for (String id : List.of(letter.id(), letter.idOfRelease010())) {
            String note = sweep.setAside().get(id);
            if (note != null && letter.isSetAsideBy(SetAsideNote.of(note))) {
                sweep.listedSetAside().add(id);
                return true;
            }
        }
        return false;
    }
}
