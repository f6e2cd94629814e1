package io.contactroutes.page;

import io.contactroutes.state.ContactState;
import io.contactroutes.state.State;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Looks up what was published of contacts before. */
public interface PublishedContacts extends AutoCloseable {

    /** Returns the same as {@link State#known}. */
    Map<String, ContactState> known(String account, Collection<String> ids);

    @Override
    default void close() {}

    /** Looks it up in the state of this run, which stays open. */
    static PublishedContacts in(State state) {
        return state::known;
    }

    /** Looks it up in the state of another run, to compare with; no contact counts as seen by this run. */
    static PublishedContacts of(State other) {
        return new PublishedContacts() {
            @Override
            public Map<String, ContactState> known(String account, Collection<String> ids) {
                return other.known(account, ids).entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                entry -> new ContactState(
                                        entry.getValue().hash(),
                                        entry.getValue().source(),
                                        0)));
            }

            @Override
            public void close() {
                other.close();
            }
        };
    }
}
