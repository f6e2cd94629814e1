package io.contactroutes.sandbox.list;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Holds a page of an account's list, and writes it as the provider's API does. */
public final class ContactPage {

    private final PageRequest request;
    private final ContactList.Cut cut;
    private final SampleContacts samples;

    ContactPage(PageRequest request, ContactList.Cut cut, SampleContacts samples) {
        this.request = request;
        this.cut = cut;
        this.samples = samples;
    }

    public PageRequest request() {
        return request;
    }

    /** Returns the length of the whole list. */
    public int total() {
        return cut.total();
    }

    public boolean hasMore() {
        return request.offset() + request.size() < total();
    }

    /** Writes the list of contacts, brackets included. */
    public void writeContacts(JsonGenerator json, ContactWriter writer) throws IOException {
        json.writeStartArray();
        for (ListedContact listed : cut.contacts()) {
            if (listed.verbatim() != null) {
                json.writeRawValue(listed.verbatim());
            } else {
                writer.write(samples.contact(listed), json);
            }
        }
        json.writeEndArray();
    }

    /** Writes one contact as its provider shows it. */
    @FunctionalInterface
    public interface ContactWriter {
        void write(SampleContact contact, JsonGenerator json) throws IOException;
    }
}
