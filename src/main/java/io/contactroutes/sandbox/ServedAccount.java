package io.contactroutes.sandbox;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** An account at work: its list, its request log, its fault script, and the pages rendered from them. */
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

    void script(FaultScript wanted) {
        script = wanted;
    }

    /** The page that a call asks for, in the size that is served here. */
    PageRequest asked(Call call) {
        PageRequest asked = served.api().asked(call);
        return new PageRequest(asked.number(), options.pageSize().orElse(asked.size()), asked.order(), asked.sent());
    }

    /** What a call gets, whether by the book or by the script. */
    Fault reply(Call call) {
        return script.faultFor(call).orElse(Fault.NONE);
    }

    HonestResponse honest(Call call, PageRequest page) {
        return new HonestResponse(call, served.api().list(), number -> served.api()
                .refusal(call, served)
                .orElseGet(() -> Response.page(body(page.at(number)))));
    }

    /** Ids of the contacts that are listed now and can be mapped, as the provider writes them. */
    List<String> sourceIds() {
        return contacts.all().stream()
                .map(samples::contact)
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
            served.api().write(new ContactPage(page, contacts.cut(page), samples), json);
        } catch (IOException impossible) {
            throw new UncheckedIOException("Writing a page in memory failed", impossible);
        }
        return body.toByteArray();
    }

    /** A page as it was rendered from one state of the list. */
    private record Rendered(PageRequest page, long version) {}
}
