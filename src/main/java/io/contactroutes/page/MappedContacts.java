package io.contactroutes.page;

import io.contactroutes.contact.Contact;
import io.contactroutes.deadletter.DeadLetter;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.StopReason;
import io.contactroutes.sweep.Sweep;
import io.contactroutes.sweep.SweepStopException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The contacts of one page after mapping and validation.
 *
 * @param byId the contacts that are mapped and valid; of two with one id the last
 * @param rejected the others
 * @param ids the ids of all that have one, skipped contacts included
 * @param withoutId how many have none
 */
record MappedContacts(Map<String, Contact> byId, List<DeadLetter> rejected, Set<String> ids, int withoutId) {

    /**
     * Collects the outcomes of a page.
     *
     * @throws SweepStopException when the route {@code contact} left a contact without an outcome
     */
    static MappedContacts of(Page page, Sweep sweep) {
        Map<String, Contact> byId = new LinkedHashMap<>();
        List<DeadLetter> rejected = new ArrayList<>();
        Set<String> ids = new LinkedHashSet<>(
                page.known() == null ? Set.of() : page.known().unchanged());
        int withoutId = 0;
        for (PageContact source : page) {
            Object outcome = page.outcome(source.index());
            if (outcome instanceof Contact contact) {
                byId.put(contact.sourceId(), contact);
                ids.add(contact.sourceId());
            } else if (outcome instanceof DeadLetter letter) {
                rejected.add(letter);
                letter.rejection().sourceId().ifPresent(ids::add);
                withoutId += letter.rejection().sourceId().isPresent() ? 0 : 1;
            } else {
                throw new SweepStopException(
                        StopReason.ERROR,
                        SweepStatus.FAILED,
                        sweep.account().name() + ": routes/contact.camel.yaml left a contact of page " + page.number()
                                + " unmapped; every contact has to reach the bean contactMappers.");
            }
        }
        return new MappedContacts(byId, rejected, ids, withoutId);
    }
}
