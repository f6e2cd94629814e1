package io.contactroutes.page;

import io.contactroutes.state.ContactState;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the state has of a page's contacts before they are mapped. The page holds a claim on their ids until it is committed.
 *
 * @param claimed the ids that the contacts have
 * @param states what was last published, by id
 * @param unchanged ids of contacts whose source is unchanged; they are not mapped
 * @param skipped the indexes of these contacts on the page
 */
record KnownContacts(Set<String> claimed, Map<String, ContactState> states, Set<String> unchanged, BitSet skipped) {

    static KnownContacts of(Set<String> claimed, Map<String, ContactState> states) {
        return new KnownContacts(claimed, states, new LinkedHashSet<>(), new BitSet());
    }

    void skip(int index, String id) {
        skipped.set(index);
        unchanged.add(id);
    }
}
