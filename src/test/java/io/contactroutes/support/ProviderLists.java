package io.contactroutes.support;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.config.Account;
import io.contactroutes.contact.ContactMapper;
import io.contactroutes.contact.ContactSchema;
import io.contactroutes.contact.Mapping;
import io.contactroutes.contact.RejectedContactException;
import io.contactroutes.sandbox.ProviderDouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a provider of the double lists at this moment, as the contacts that a sink should hold of an account, by uid. */
public final class ProviderLists {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ProviderDouble provider;
    private final String served;
    private final Account account;
    private final ContactMapper mapper;

    public ProviderLists(ProviderDouble provider, Account account) {
        this(provider, account.name(), account, Path.of(""));
    }

    /**
     * @param served the name under which the double serves the list
     * @param account the account that it is swept as
     * @param home the folder with the mapping
     */
    public ProviderLists(ProviderDouble provider, String served, Account account, Path home) {
        this.provider = provider;
        this.served = served;
        this.account = account;
        this.mapper = new ContactMapper(
                Mapping.compile(home.resolve(Path.of("routes/providers", account.provider() + ".jslt"))),
                new ContactSchema(Path.of("schema/contact.schema.json")),
                account.provider(),
                account.name(),
                account.visibleParameters(),
                new byte[0]);
    }

    /** Reads the whole list, which must not change meanwhile; without a fault script. Leaves out what is not valid. */
    public Map<String, JsonNode> contacts() {
        Map<String, JsonNode> contacts = new LinkedHashMap<>();
        for (int page = 1; ; page++) {
            JsonNode listed = page(page);
            if (listed.isEmpty()) {
                return contacts;
            }
            for (JsonNode source : listed) {
                mapped(source)
                        .ifPresent(contact -> contacts.put(contact.path("uid").textValue(), contact));
            }
        }
    }

    private Optional<JsonNode> mapped(JsonNode source) {
        try {
            return Optional.of(SinkFiles.withoutTimes(SinkFiles.parsed(
                    new String(mapper.map(source, Instant.EPOCH).json(), UTF_8))));
        } catch (RejectedContactException e) {
            return Optional.empty();
        }
    }

    private JsonNode page(int page) {
        try {
            String answer =
                    HTTP.send(request(page).build(), BodyHandlers.ofString()).body();
            JsonNode json = SinkFiles.parsed(answer);
            return switch (account.provider()) {
                case "chatwoot" -> json.at("/payload");
                case "islash" -> json.at("/data/contacts");
                default -> json.at("/data");
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(int page) {
        Map<String, String> secrets = provider.parameters(served);
        String token = secrets.get("token");
        return switch (account.provider()) {
            case "chatwoot" ->
                to("/api/v1/accounts/" + secrets.get("accountId") + "/contacts?sort=created_at&page=" + page)
                        .header("Api-Access-Token", token);
            case "islash" ->
                to("/api/public/chat-label/customers?label_id=all&per_page=30&session=" + secrets.get("session")
                                + "&page=" + page)
                        .header("X-USER-TOKEN", token)
                        .POST(BodyPublishers.noBody());
            default ->
                to("/inbox/users")
                        .header("Authorization", "Bearer " + token)
                        .header("authtype", "Key")
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString("{\"page\":" + page + "}"));
        };
    }

    private HttpRequest.Builder to(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(provider.url(served) + pathAndQuery));
    }
}
