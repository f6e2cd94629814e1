package io.contactroutes.support;

import com.fasterxml.jackson.core.JsonGenerator;
import io.contactroutes.sandbox.ProviderApi;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.Call;
import io.contactroutes.sandbox.fault.Response;
import io.contactroutes.sandbox.list.ContactPage;
import io.contactroutes.sandbox.list.PageRequest;
import io.contactroutes.sandbox.list.SampleContact;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A provider that accepts any token, session and filter, so that a test may change them. */
public record AcceptingApi(ProviderApi api) implements ProviderApi {

    @Override
    public String provider() {
        return api.provider();
    }

    @Override
    public int pageSize() {
        return api.pageSize();
    }

    @Override
    public Map<String, String> credentials(Served account) {
        return api.credentials(account);
    }

    @Override
    public String list() {
        return api.list();
    }

    @Override
    public Optional<Response> refusal(Call call, Served account) {
        return Optional.empty();
    }

    @Override
    public PageRequest asked(Call call) {
        return api.asked(call);
    }

    @Override
    public void write(ContactPage page, JsonGenerator json) throws IOException {
        api.write(page, json);
    }

    @Override
    public String sourceId(SampleContact contact) {
        return api.sourceId(contact);
    }
}
