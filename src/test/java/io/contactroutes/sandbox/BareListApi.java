package io.contactroutes.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import io.contactroutes.sandbox.fault.Call;
import io.contactroutes.sandbox.fault.Response;
import io.contactroutes.sandbox.list.ContactPage;
import io.contactroutes.sandbox.list.Order;
import io.contactroutes.sandbox.list.PageRequest;
import io.contactroutes.sandbox.list.SampleContact;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A provider whose pages are bare lists of objects that hold nothing but an id. */
public final class BareListApi implements ProviderApi {

    @Override
    public String provider() {
        return "bare";
    }

    @Override
    public int pageSize() {
        return 10;
    }

    @Override
    public Map<String, String> credentials(Served account) {
        return Map.of();
    }

    @Override
    public String list() {
        return "";
    }

    @Override
    public Optional<Response> refusal(Call call, Served account) {
        return Optional.empty();
    }

    @Override
    public PageRequest asked(Call call) {
        return new PageRequest(1, pageSize(), Order.LISTED, null);
    }

    @Override
    public void write(ContactPage page, JsonGenerator json) throws IOException {
        page.writeContacts(json, (contact, written) -> {
            written.writeStartObject();
            written.writeNumberField("id", contact.number());
            written.writeEndObject();
        });
    }

    @Override
    public String sourceId(SampleContact contact) {
        return String.valueOf(contact.number());
    }
}
