package io.contactroutes.request;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.sandbox.ProviderApi;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.Call;
import io.contactroutes.sandbox.fault.Response;
import io.contactroutes.sandbox.list.ContactPage;
import io.contactroutes.sandbox.list.Order;
import io.contactroutes.sandbox.list.PageRequest;
import io.contactroutes.sandbox.list.SampleContact;
import io.contactroutes.support.RecordedPage;
import io.contactroutes.support.RecordedPages;
import io.contactroutes.support.Recording;
import io.contactroutes.support.RouteFile;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Plays any provider from its fixture folder. */
final class RecordedApi implements ProviderApi {

    /** Restricts the battery to some providers, separated by commas. */
    private static final String ONLY = "battery.providers";

    private final Recording recording;
    private final RecordedPages pages;
    private final String list;
    private final List<String> secrets;
    private final List<JsonNode> published;

    private RecordedApi(Recording recording) {
        this.recording = recording;
        this.pages = recording.pages();
        this.list = list(pages.get(1));
        this.secrets = recording.template().secrets();
        this.published = recording.contacts().published();
    }

    /** Those of all providers in {@code routes/providers/}. */
    static List<RecordedApi> all() {
        List<String> only = Arrays.asList(System.getProperty(ONLY, "").split(","));
        return RouteFile.providers().stream()
                .map(RouteFile::stem)
                .filter(provider -> only.contains("") || only.contains(provider))
                .map(provider -> new RecordedApi(Recording.of(provider)))
                .toList();
    }

    /** Where the list that the provider's template extracts stands in the answer. */
    private static String list(RecordedPage page) {
        Map<String, JsonNode> places = new TreeMap<>(Map.of("", Recording.json(page.body())));
        Deque<String> left = new ArrayDeque<>(List.of(""));
        while (!left.isEmpty()) {
            String place = left.remove();
            JsonNode node = places.get(place);
            if (node.isArray() && node.equals(page.contacts())) {
                return place;
            }
            node.fields().forEachRemaining(field -> {
                String below = place + "/" + field.getKey().replace("~", "~0").replace("/", "~1");
                places.put(below, field.getValue());
                left.add(below);
            });
        }
        throw new IllegalArgumentException(
                "The contacts of page 1 are not an array of its JSON, as the battery needs them");
    }

    RecordedPages pages() {
        return pages;
    }

    /** The contacts that reach the sink when the provider behaves. */
    List<JsonNode> published() {
        return published;
    }

    /** An entry of {@code battery.properties}; empty when the provider has nothing of the kind. */
    Optional<String> battery(String key) {
        return recording.battery(key);
    }

    /** A field of a contact that {@code battery.properties} has to name: {@code id} or {@code retyped}. */
    String field(String key) {
        return battery(key)
                .orElseThrow(() -> new IllegalArgumentException(recording + "/battery.properties has no " + key));
    }

    boolean signsInByToken() {
        return recording.token().isPresent();
    }

    /** The parameters of an account at an address, with secrets that are found again wherever they leak to. */
    Map<String, String> parameters(String accountName, String url) {
        return recording.parameters(url, name -> planted(accountName, name));
    }

    List<String> secrets(String accountName) {
        return secrets.stream().map(name -> planted(accountName, name)).toList();
    }

    private static String planted(String accountName, String name) {
        return "planted-" + name + "-of-" + accountName;
    }

    @Override
    public String provider() {
        return recording.provider();
    }

    @Override
    public int pageSize() {
        return 1;
    }

    @Override
    public Map<String, String> credentials(Served account) {
        return Map.of();
    }

    @Override
    public String list() {
        return list;
    }

    @Override
    public Optional<Response> token(Call call, Served account) {
        return recording
                .token()
                .filter(token -> Recording.isForToken(call.method(), call.bodyText()))
                .map(token -> Response.json(200, token));
    }

    @Override
    public Optional<Response> refusal(Call call, Served account) {
        return Optional.empty();
    }

    @Override
    public PageRequest asked(Call call) {
        Map<String, String> query = new HashMap<>();
        call.query().forEach(query::put);
        int number = Recording.isForToken(call.method(), call.bodyText())
                ? 0
                : pages.asked(call.path(), query, call.bodyText());
        return new PageRequest(number, pageSize(), Order.LISTED, null);
    }

    @Override
    public void write(ContactPage page, JsonGenerator json) throws IOException {
        json.writeRaw(pages.get(page.request().number()).body());
    }

    /** The page as it was recorded, with the address at which it is served here. */
    @Override
    public Response page(Call call, Served account, int number, byte[] body) {
        RecordedPage page = pages.get(number).at("http://" + call.header("Host").orElseThrow() + "/" + account.name());
        Response response = Response.json(200, page.body());
        for (Map.Entry<String, String> header : page.headers().entrySet()) {
            response = response.withHeader(header.getKey(), header.getValue());
        }
        return response;
    }

    @Override
    public String sourceId(SampleContact contact) {
        return String.valueOf(contact.number());
    }

    @Override
    public String toString() {
        return provider();
    }
}
