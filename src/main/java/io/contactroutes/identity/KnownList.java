package io.contactroutes.identity;

import io.contactroutes.config.Account;
import io.contactroutes.state.StartOver.Published;
import io.contactroutes.state.State;
import io.contactroutes.sweep.StopReason;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares what shapes the list of an account with what shaped the list that the state is about. In another list an absent
 * contact is not gone, so deletes are held then, until an operator approves them.
 */
public final class KnownList {

    /** The key of the note with the number of deletes that are held. */
    public static final String HELD = "held-deletes";

    private static final String NOTE = "list";
    private static final String CHANGED = "list-changed";

    private final State state;
    private final Map<String, String> requests;

    /** @param requests what a provider's requests are made of, by provider */
    public KnownList(State state, Map<String, String> requests) {
        this.state = state;
        this.requests = requests;
    }

    /** Returns what changed about an account's list while its deletes are held for it. */
    public static Optional<String> changed(State state, String account) {
        return state.note(account, CHANGED);
    }

    /** Takes the list of an account as it is: an absent contact is gone. */
    public static void accept(State state, String account) {
        state.note(account, CHANGED, null);
    }

    /** Returns how the account begins anew when its list is another one than before; stores a list that is the first one. */
    Optional<Restart> change(Account account) {
        Optional<ListIdentity> before = state.note(account.name(), NOTE).map(ListIdentity::of);
        ListIdentity now = ListIdentity.of(
                account,
                requests.getOrDefault(account.provider(), ""),
                before.map(ListIdentity::salt).orElseGet(ListIdentity::newSalt));
        if (before.isEmpty()) {
            return known(
                    account, now, "the state does not say with which settings the sweep began that stopped half-way;");
        }
        Set<String> parts = now.changedSince(before.get());
        if (parts.stream().anyMatch(ListIdentity::shapesList)) {
            return Optional.of(changed(now, parts));
        }
        return parts.isEmpty()
                ? Optional.empty()
                : known(account, now, names(parts) + " changed since the sweep stopped half-way;");
    }

    /** Stores the identity of a list without holding deletes; a sweep that is open starts over. */
    private Optional<Restart> known(Account account, ListIdentity now, String why) {
        if (state.openSweep(account.name()).isPresent()) {
            return Optional.of(new Restart(
                    StopReason.ERROR, why + " a new one begins.", Published.KEPT, Map.of(NOTE, now.toString())));
        }
        state.note(account.name(), NOTE, now.toString());
        return Optional.empty();
    }

    private static Restart changed(ListIdentity now, Set<String> parts) {
        Map<String, String> notes = new HashMap<>();
        notes.put(NOTE, now.toString());
        notes.put(CHANGED, names(parts));
        notes.put(HELD, null);
        return new Restart(
                StopReason.ERROR,
                "its list is another one than before (" + names(parts)
                        + " changed); it is read from page 1, and deletes are"
                        + " held: the next complete sweep says how many.",
                Published.KEPT,
                notes);
    }

    private static String names(Set<String> parts) {
        return String.join(", ", parts);
    }
}
