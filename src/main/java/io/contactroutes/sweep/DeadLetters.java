package io.contactroutes.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.sink.SinkRecord;
import io.contactroutes.state.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Variable;

/**
 * Sets rejected contacts aside, each once: as long as the provider lists one unchanged, it is counted with every sweep
 * but not published again. Bean {@code deadLetters}.
 */
public final class DeadLetters {

    private static final String NOTE = "dead-letter/";

    private final State state;

    public DeadLetters(State state) {
        this.state = state;
    }

    /** Records of those that are not set aside yet. */
    public List<SinkRecord> records(
            @Variable("rejected") List<DeadLetter> rejected,
            @Variable("sweep") Sweep sweep,
            @Variable("fetchedAt") Instant at) {
        String account = sweep.account().name();
        return rejected.stream()
                .filter(letter -> !isSetAside(sweep, letter))
                .map(letter -> SinkRecord.deadLetter(
                        account, sweep.id(), sweep.startedAt(), letter.key(account), letter.toJson(sweep, at), at))
                .toList();
    }

    /** Remembers them, after they were acknowledged. */
    public void settle(@Variable("rejected") List<DeadLetter> rejected, @Variable("sweep") Sweep sweep) {
        for (DeadLetter letter : rejected) {
            if (!isSetAside(sweep, letter)) {
                String id = DeadLetter.id(letter.rejection().sourceId(), letter.source());
                String fingerprint = DeadLetter.fingerprint(letter.source());
                state.note(sweep.account().name(), NOTE + id, fingerprint);
                sweep.setAside().put(id, fingerprint);
            }
        }
    }

    /** What is set aside of an account: fingerprints by contact. */
    static Map<String, String> setAside(State state, String account) {
        return state.notes(account, NOTE);
    }

    /** Forgets that a contact was set aside, as it is valid now. */
    static void mended(State state, Sweep sweep, String id) {
        if (sweep.setAside().remove(id) != null) {
            state.note(sweep.account().name(), NOTE + id, null);
        }
    }

    /** Forgets that a contact was set aside, whatever it is now. */
    public static void forget(State state, String account, String id) {
        state.note(account, NOTE + id, null);
    }

    private static boolean isSetAside(Sweep sweep, DeadLetter letter) {
        JsonNode source = letter.source();
        String known = sweep.setAside().get(DeadLetter.id(letter.rejection().sourceId(), source));
        return DeadLetter.fingerprint(source).equals(known);
    }
}
