package io.contactroutes.page;

import io.contactroutes.contact.Contact;
import io.contactroutes.contact.ContactMapper;
import io.contactroutes.contact.RejectedContactException;
import io.contactroutes.deadletter.Credentials;
import io.contactroutes.deadletter.DeadLetter;
import io.contactroutes.sweep.Sweep;
import java.util.Map;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/** Maps and validates one contact with the mapping of its account. Bean {@code contactMappers}. */
public final class ContactMappers {

    private final Map<String, ContactMapper> mappers;

    /** @param mappers one for each account, by its name */
    public ContactMappers(Map<String, ContactMapper> mappers) {
        this.mappers = mappers;
    }

    /** Puts the canonical contact, or a dead letter with the reason, into the contact's page. */
    public void map(@Body PageContact contact, @Variable("sweep") Sweep sweep) {
        contact.page().became(contact.index(), outcome(contact, sweep));
    }

    private Object outcome(PageContact contact, Sweep sweep) {
        Page page = contact.page();
        try {
            Contact mapped = of(sweep.account().name()).map(contact.source(), page.fetchedAt());
            if (page.isReplayed() && Credentials.areRedactedIn(mapped.json())) {
                throw RejectedContactException.incomplete(mapped.sourceId());
            }
            return mapped;
        } catch (RejectedContactException rejection) {
            return new DeadLetter(page.number(), contact.index(), rejection, contact.source());
        }
    }

    /** Returns the mapper of an account. */
    ContactMapper of(String account) {
        return mappers.get(account);
    }
}
