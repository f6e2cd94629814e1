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

/** The smallest possible provider: its pages are bare lists of objects that hold nothing but an id. */
public final class BareListApi implements ProviderApi {

    private final String key;
    private final long first;

    /**
     * @param key of the id
     * @param first the id of the first contact
     */
    public BareListApi(String key, long first) {
        this.key = key;
        this.first = first;
    }

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
        return new PageRequest(Integer.parseInt(call.parameter("page").orElse("1")), pageSize(), Order.LISTED, null);
    }

    @Override
    public void write(ContactPage page, JsonGenerator json) throws IOException {
        page.writeContacts(json, (contact, written) -> {
            written.writeStartObject();
            written.writeNumberField(key, first + contact.number());
            written.writeEndObject();
        });
    }

    @Override
    public String sourceId(SampleContact contact) {
        return String.valueOf(first + contact.number());
    }
}
