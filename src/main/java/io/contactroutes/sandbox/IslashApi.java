package io.contactroutes.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import io.contactroutes.sandbox.fault.Call;
import io.contactroutes.sandbox.fault.Response;
import io.contactroutes.sandbox.list.ContactPage;
import io.contactroutes.sandbox.list.Locality;
import io.contactroutes.sandbox.list.Order;
import io.contactroutes.sandbox.list.PageRequest;
import io.contactroutes.sandbox.list.SampleContact;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Plays iSlash, "Get Customers By Label IDs" (api-docs.islash.io): a POST with query parameters and no body, a page envelope with
 * hyphenated keys.
 *
 * <p>Not documented, and chosen here: every refusal. A wrong token answers 401, a wrong query answers 200 with a
 * {@code meta.code} other than {@code RESP_OKAY}, so that a client meets both kinds. A page past the end is empty. Only
 * {@code label_id=all} is served.
 */
public final class IslashApi implements ProviderApi {

    private static final int LARGEST_PAGE = 10_000;

    @Override
    public String provider() {
        return "islash";
    }

    @Override
    public int pageSize() {
        return 30;
    }

    @Override
    public Map<String, String> credentials(Served account) {
        return Map.of("token", account.token(), "session", account.session());
    }

    @Override
    public String list() {
        return "/data/contacts";
    }

    @Override
    public Optional<Response> refusal(Call call, Served account) {
        if (!call.is("POST", "/api/public/chat-label/customers")) {
            return Optional.of(error(404, "RESP_NOT_FOUND", "Not found"));
        }
        if (!call.header("X-USER-TOKEN").filter(account.token()::equals).isPresent()) {
            return Optional.of(error(401, "RESP_UNAUTHORIZED", "Invalid user token"));
        }
        if (!call.parameter("session").filter(account.session()::equals).isPresent()) {
            return Optional.of(error(200, "RESP_INVALID_SESSION", "Invalid session"));
        }
        if (!call.parameter("label_id").filter("all"::equals).isPresent()) {
            return Optional.of(error(200, "RESP_INVALID_LABEL", "Invalid label_id"));
        }
        return Optional.empty();
    }

    @Override
    public PageRequest asked(Call call) {
        String page = call.parameter("page").orElse(null);
        int size = PageRequest.number(call.parameter("per_page").orElse(null), pageSize());
        return new PageRequest(PageRequest.number(page), Math.min(size, LARGEST_PAGE), Order.LISTED, page);
    }

    @Override
    public void write(ContactPage page, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("meta");
        json.writeStringField("code", "RESP_OKAY");
        json.writeStringField("message", "Success");
        json.writeEndObject();
        json.writeObjectFieldStart("data");
        json.writeFieldName("contacts");
        page.writeContacts(json, this::write);
        json.writeObjectFieldStart("pagination");
        json.writeBooleanField("has-more-page", page.hasMore());
        json.writeNumberField("per-page", page.request().size());
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }

    @Override
    public String sourceId(SampleContact contact) {
        return String.valueOf(contact.number() + 1);
    }

    private void write(SampleContact contact, JsonGenerator json) throws IOException {
        json.writeStartObject();
        switch (contact.flaw()) {
            case NONE -> json.writeNumberField("id", contact.number() + 1);
            case ID_IS_AN_OBJECT -> SampleContact.Flaw.writeObjectId(json, "id");
            case NO_ID -> {}
        }
        json.writeStringField("first_name", contact.name().given());
        json.writeStringField(
                "last_name",
                contact.name().surname() == null ? "" : contact.name().surname());
        json.writeStringField("identity", identity(contact));
        json.writeStringField("labels", String.join(",", contact.labels()));
        json.writeStringField("assigned_to", contact.assignee() == 0 ? null : "User 0" + contact.assignee());
        json.writeEndObject();
    }

    /** Returns a WhatsApp session's: digits of the phone without a plus, sometimes an id that is no phone. */
    private static String identity(SampleContact contact) {
        SampleContact.Reach reach = contact.reach();
        if (reach.phone() != null) {
            return reach.phone().digits();
        }
        return switch (reach.channel()) {
            case WHATSAPP, FACEBOOK, INSTAGRAM -> reach.platformId();
            default -> "44" + Locality.UNITED_KINGDOM.nationalNumber((int) (contact.number() % 1000));
        };
    }

    private static Response error(int status, String code, String message) {
        return Response.json(status, """
                {"meta":{"code":"%s","message":"%s","trace_id":"040a6b96021b42e3"},"data":null}""".formatted(code, message));
    }
}
