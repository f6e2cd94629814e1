package io.contactroutes.sweep;

import io.contactroutes.state.ContactState;
import io.contactroutes.state.State;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells what is known of contacts from before. */
public interface PublishedContacts extends AutoCloseable {

    /** As {@link State#known}. */
    Map<String, ContactState> known(String account, Collection<String> ids);

    @Override
    default void close() {}

    /** What the state of this run knows; it stays open. */
    static PublishedContacts in(State state) {
        return state::known;
    }

    /** What another run published, for a look at what would change; no contact counts as seen by this run. */
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
