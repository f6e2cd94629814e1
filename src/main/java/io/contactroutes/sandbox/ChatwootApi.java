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
import java.util.Set;
import java.util.stream.Stream;

/**
 * Plays Chatwoot's contact list as of 4.16, and with it 99digital's:
 * {@code app/controllers/api/v1/accounts/contacts_controller.rb},
 * {@code app/controllers/concerns/access_token_auth_helper.rb}; for the items {@link ChatwootContact}.
 *
 * <p>Of the sort orders only {@code created_at}, with and without a minus, and {@code -last_activity_at} are implemented; with any other, and without one, the list is unsorted.
 * Not implemented: {@code labels[]}, {@code include_contact_inboxes}, search and filter.
 */
public final class ChatwootApi implements ProviderApi {

    private static final Set<String> SORTABLE = Set.of(
            "name", "email", "phone_number", "last_activity_at", "created_at", "company_name", "city", "country");

    private final ChatwootContact item = new ChatwootContact();

    @Override
    public String provider() {
        return "chatwoot";
    }

    /** Returns {@code RESULTS_PER_PAGE}; the API has no parameter for it. */
    @Override
    public int pageSize() {
        return 15;
    }

    @Override
    public Map<String, String> credentials(Served account) {
        return Map.of("token", account.token(), "accountId", account.accountId());
    }

    @Override
    public String list() {
        return "/payload";
    }

    @Override
    public Optional<Response> refusal(Call call, Served account) {
        String[] path = call.path().split("/", -1);
        boolean listing = path.length == 6
                && call.path().startsWith("/api/v1/accounts/")
                && path[5].equals("contacts")
                && call.method().equals("GET");
        if (!listing) {
            return Optional.of(error(404, "Resource could not be found"));
        }
        String token = token(call);
        if (token.isEmpty()) {
            return Optional.of(
                    Response.json(401, "{\"errors\":[\"You need to sign in or sign up before continuing.\"]}"));
        }
        if (!token.equals(account.token())) {
            return Optional.of(error(401, "Invalid Access Token"));
        }
        return path[4].equals(account.accountId())
                ? Optional.empty()
                : Optional.of(error(404, "Resource could not be found"));
    }

    @Override
    public PageRequest asked(Call call) {
        String page = call.parameter("page").orElse(null);
        String sort = call.parameter("sort").orElse("");
        return new PageRequest(PageRequest.number(page), pageSize(), order(sort), page, sort);
    }

    @Override
    public void write(ContactPage page, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeObjectFieldStart("meta");
        json.writeNumberField("count", page.total());
        String sent = page.request().sent();
        if (sent == null) {
            json.writeNumberField("current_page", 1);
        } else {
            json.writeStringField("current_page", sent);
        }
        json.writeEndObject();
        json.writeFieldName("payload");
        page.writeContacts(json, item);
        json.writeEndObject();
    }

    @Override
    public String sourceId(SampleContact contact) {
        return String.valueOf(contact.number() + 1);
    }

    /** Joins both spellings of the header by a comma, as Rack does. */
    private static String token(Call call) {
        return String.join(
                ",",
                Stream.of("Api-Access-Token", "api_access_token")
                        .flatMap(name -> call.header(name).stream())
                        .toList());
    }

    /** Reads a list of fields, of which the first known one decides; unknown ones are ignored. */
    private static Order order(String sort) {
        String first = Stream.of(sort.split(","))
                .filter(field -> SORTABLE.contains(field.startsWith("-") ? field.substring(1) : field))
                .findFirst()
                .orElse("");
        return switch (first) {
            case "created_at" -> Order.OLDEST_FIRST;
            case "-created_at" -> Order.NEWEST_FIRST;
            case "-last_activity_at" -> Order.LATEST_FIRST;
            default -> Order.LISTED;
        };
    }

    private static Response error(int status, String message) {
        return Response.json(status, "{\"error\":\"" + message + "\"}");
    }
}
