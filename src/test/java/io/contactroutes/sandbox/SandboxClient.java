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

/** Requests pages from an account of the double, as its provider requires, over a real socket. */
public final class SandboxClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ProviderDouble provider;

    public SandboxClient(ProviderDouble provider) {
        this.provider = provider;
    }

    public HttpRequest.Builder chatwoot(String accountName, String query) {
        return request(accountName, "/api/v1/accounts/1/contacts?" + query)
                .header("Api-Access-Token", "sandbox-token-" + accountName);
    }

    public HttpRequest.Builder islash(String accountName, String query) {
        return request(
                        accountName,
                        "/api/public/chat-label/customers?session=sandbox-session-" + accountName + "&label_id=all&"
                                + query)
                .header("X-USER-TOKEN", "sandbox-token-" + accountName)
                .POST(BodyPublishers.noBody());
    }

    public HttpRequest.Builder botpenguin(String accountName, String body) {
        return request(accountName, "/inbox/users")
                .header("Authorization", "Bearer sandbox-token-" + accountName)
                .header("authtype", "Key")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    public HttpRequest.Builder request(String accountName, String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(provider.url(accountName) + pathAndQuery))
                .timeout(Duration.ofMinutes(1));
    }

    public static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    public static HttpResponse<byte[]> sendForBytes(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    public static CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
        return HTTP.sendAsync(request.build(), BodyHandlers.ofString());
    }

    /** Returns the response as soon as its headers have arrived. */
    public static HttpResponse<InputStream> stream(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return HTTP.send(request.build(), BodyHandlers.ofInputStream());
    }

    public static JsonNode json(HttpRequest.Builder request) throws IOException, InterruptedException {
        return JSON.readTree(send(request).body());
    }
}
