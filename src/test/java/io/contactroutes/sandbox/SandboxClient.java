package io.contactroutes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Asks an account of the double for a page, as its family wants to be asked, over a real socket. */
final class SandboxClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ProviderDouble provider;

    SandboxClient(ProviderDouble provider) {
        this.provider = provider;
    }

    HttpRequest.Builder chatwoot(String alias, String query) {
        return request(alias, "/api/v1/accounts/1/contacts?" + query)
                .header("Api-Access-Token", "sandbox-token-" + alias);
    }

    HttpRequest.Builder islash(String alias, String query) {
        return request(
                        alias,
                        "/api/public/chat-label/customers?session=sandbox-session-" + alias + "&label_id=all&" + query)
                .header("X-USER-TOKEN", "sandbox-token-" + alias)
                .POST(BodyPublishers.noBody());
    }

    HttpRequest.Builder botpenguin(String alias, String body) {
        return request(alias, "/inbox/users")
                .header("Authorization", "Bearer sandbox-token-" + alias)
                .header("authtype", "Key")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    HttpRequest.Builder request(String alias, String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(provider.url(alias) + pathAndQuery))
                .timeout(Duration.ofSeconds(10));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    static HttpResponse<byte[]> sendForBytes(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    static CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
        return HTTP.sendAsync(request.build(), BodyHandlers.ofString());
    }

    /** Hands the answer over as soon as its headers are there. */
    static HttpResponse<InputStream> stream(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofInputStream());
    }

    static JsonNode json(HttpRequest.Builder request) throws IOException, InterruptedException {
        return JSON.readTree(send(request).body());
    }
}
