package io.contactroutes.sandbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.contactroutes.sandbox.fault.Call;
import io.contactroutes.sandbox.fault.Fault;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.HonestResponse;
import io.contactroutes.sandbox.list.ContactList;
import io.contactroutes.sandbox.list.PageRequest;
import io.contactroutes.sandbox.list.SampleContact;
import io.contactroutes.sandbox.list.SampleContacts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Serves an account: holds its list, request log and fault script, and renders its pages. */
final class ServedAccount {

    private static final JsonFactory JSON = new JsonFactory();

    private final Served served;
    private final Options options;
    private final SampleContacts samples;
    private final ContactList contacts;
    private final RequestLog requests = new RequestLog();
    private final Map<Rendered, byte[]> kept = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile FaultScript script = FaultScript.none();

    ServedAccount(Served served, Options options) {
        this.served = served;
        this.options = options;
        this.samples = new SampleContacts(options.seed(), served.name(), options.brokenContacts());
        this.contacts = new ContactList(served.contacts().orElse(options.contacts()));
    }

    Served served() {
        return served;
    }

    ContactList contacts() {
        return contacts;
    }

    RequestLog requests() {
        return requests;
    }

    int nextCall() {
        return calls.incrementAndGet();
    }

    void script(FaultScript newScript) {
        script = newScript;
    }

    /** Returns the page that a call asks for, in the size that is served here. */
    PageRequest asked(Call call) {
        PageRequest asked = served.api().asked(call);
        return asked.sized(options.pageSize().orElse(asked.size()));
    }

    /** Returns the fault that the script has for a call. */
    Fault fault(Call call) {
        return script.faultFor(call).orElse(Fault.NONE);
    }

    HonestResponse honest(Call call, PageRequest page) {
        ProviderApi api = served.api();
        return new HonestResponse(call, api.list(), number -> api.token(call, served)
                .or(() -> api.refusal(call, served))
                .orElseGet(() -> api.page(call, served, number, body(page.at(number)))));
    }

    /** Returns the ids of the contacts that are listed now and can be mapped, as the provider writes them. */
    List<String> sourceIds() {
        return contacts.contacts(samples).stream()
                .filter(SampleContact::hasId)
                .map(served.api()::sourceId)
                .toList();
    }

    private byte[] body(PageRequest page) {
        return options.keepPages()
                ? kept.computeIfAbsent(new Rendered(page, contacts.version()), wanted -> render(page))
                : render(page);
    }

    private byte[] render(PageRequest page) {
        ByteArrayOutputStream body = new ByteArrayOutputStream(Math.min(page.size(), 1000) * 800 + 200);
        try (JsonGenerator json = JSON.createGenerator(body)) {
            served.api().write(contacts.page(page, samples), json);
        } catch (IOException impossible) {
            throw new UncheckedIOException("Writing a page in memory failed", impossible);
        }
        return body.toByteArray();
    }

    /** Identifies a page rendered from one state of the list. */
    private record Rendered(PageRequest page, long version) {}
}
