package io.contactroutes.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contactroutes.sandbox.fault.Call;
import io.contactroutes.sandbox.fault.Response;
import io.contactroutes.sandbox.list.ContactPage;
import io.contactroutes.sandbox.list.Order;
import io.contactroutes.sandbox.list.PageRequest;
import io.contactroutes.sandbox.list.SampleContact;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * Plays BotPenguin's inbox, sold as Express-Chat, eleAPI and Flowmatix: {@code POST /inbox/users} with the page in a JSON body
 * (help.botpenguin.com "Get All Contacts"; Express-Chat "List contacts" for the two errors; {@link BotPenguinContact} for
 * the items).
 *
 * <p>Not documented, and chosen here: 200 rather than 201, 20 contacts a page, newest first (as Pipedream's component
 * expects), the body of the 401, page 1 for a body without a JSON content type and 400 for broken JSON (as Express does).
 * The filters are accepted and ignored.
 */
public final class BotPenguinApi implements ProviderApi {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final BotPenguinContact item = new BotPenguinContact();

    @Override
    public String provider() {
        return "botpenguin";
    }

    @Override
    public int pageSize() {
        return 20;
    }

    @Override
    public Map<String, String> credentials(Served account) {
        return Map.of("token", account.token());
    }

    @Override
    public String list() {
        return "/data";
    }

    @Override
    public Optional<Response> refusal(Call call, Served account) {
        if (!call.is("POST", "/inbox/users")) {
            return Optional.of(Response.html(404, "<pre>Cannot " + call.method() + " " + call.path() + "</pre>"));
        }
        if (!call.header("authtype").filter("Key"::equals).isPresent()) {
            return Optional.of(error(401, "Unauthorized"));
        }
        if (!call.header("Authorization")
                .filter(("Bearer " + account.token())::equals)
                .isPresent()) {
            return Optional.of(error(
                    400, "Argument passed in must be a single String of 12 bytes or a string of 24 hex characters"));
        }
        return body(call).isPresent() ? Optional.empty() : Optional.of(error(400, "Unexpected token in JSON"));
    }

    @Override
    public PageRequest asked(Call call) {
        String page = body(call).map(body -> body.path("page").asText(null)).orElse(null);
        return new PageRequest(PageRequest.number(page), pageSize(), Order.NEWEST_FIRST, page);
    }

    @Override
    public void write(ContactPage page, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeBooleanField("success", true);
        json.writeStringField("message", "ok");
        json.writeNumberField("code", 200);
        json.writeFieldName("data");
        page.writeContacts(json, item);
        json.writeEndObject();
    }

    @Override
    public String sourceId(SampleContact contact) {
        return BotPenguinContact.id(contact);
    }

    /** Returns empty when the content type is JSON and the body is not. */
    private static Optional<JsonNode> body(Call call) {
        if (!call.header("Content-Type")
                .filter(type -> type.startsWith("application/json"))
                .isPresent()) {
            return Optional.of(JSON.missingNode());
        }
        try {
            return Optional.of(JSON.readTree(call.body()));
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static Response error(int status, String message) {
        return Response.json(status, """
                {"success": false, "message": "%s", "code": %d}""".formatted(message, status));
    }
}
