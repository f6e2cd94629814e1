package io.contactroutes.sweep;

import io.contactroutes.contact.Contact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What became of the contacts of one page.
 *
 * @param byId the contacts that were mapped and are valid; of one that is there twice the last
 * @param leftOut how many were not mapped, as nothing changed
 * @param rejected the others
 * @param ids the ids of all, as far as they tell them
 * @param total how many contacts the page has
 * @param withoutId how many of them do not tell their id
 */
record PageOfContacts(
        Map<String, Contact> byId, int leftOut, List<DeadLetter> rejected, Set<String> ids, int total, int withoutId) {

    /**
     * @param outcomes the list that the split over the page's contacts left; anything else means that there was none
     * @param leftOut the ids of contacts that were not mapped, as nothing changed
     */
    static PageOfContacts of(Object outcomes, Set<String> leftOut) {
        Map<String, Contact> byId = new LinkedHashMap<>();
        List<DeadLetter> rejected = new ArrayList<>();
        Set<String> ids = new LinkedHashSet<>(leftOut);
        int total = leftOut.size();
        int withoutId = 0;
        for (Object outcome : outcomes instanceof List<?> list ? list : List.of()) {
            total++;
            if (outcome instanceof Contact contact) {
                byId.put(contact.sourceId(), contact);
                ids.add(contact.sourceId());
            } else if (outcome instanceof DeadLetter letter) {
                rejected.add(letter);
                letter.rejection().sourceId().ifPresent(ids::add);
                withoutId += letter.rejection().sourceId().isPresent() ? 0 : 1;
            }
        }
        return new PageOfContacts(byId, leftOut.size(), rejected, ids, total, withoutId);
    }
}
