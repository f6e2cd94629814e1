package io.contactroutes.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Variable;

/**
 * Signs requests in by OAuth2 client credentials, where the provider's file sets the variable {@code oauth2}. Bean {@code
 * accessTokens}.
 *
 * <p>An account's token is fetched once for all its workers, kept until it expires, and fetched again when it is refused.
 */
public final class AccessTokens {

    private static final List<String> REQUIRED = List.of("tokenUrl", "clientId", "clientSecret");

    private final Clock clock;
    private final Map<String, CompletableFuture<AccessToken>> byAccount = new ConcurrentHashMap<>();

    AccessTokens(Clock clock) {
        this.clock = clock;
    }

    /**
     * Puts the account's token on the request, and fetches it when there is none; does nothing without the variable.
     *
     * @throws RequestException when there is no token to be had
     */
    public void authorize(Exchange exchange, @Variable("request") Request request) {
        JsonNode client = exchange.getVariable("oauth2", JsonNode.class);
        if (client == null) {
            return;
        }
        AccessToken token = token(exchange, request, client);
        request.signedInBy(token.value());
        exchange.getMessage().setHeader("Authorization", "Bearer " + token.value());
    }

    /** Forgets the token that a request was refused with; whether the request may be tried once more with a new one. */
    boolean renew(Request request) {
        if (!request.mayRenewToken()) {
            return false;
        }
        byAccount.computeIfPresent(
                request.account().name(), (account, token) -> isOther(token, request.token()) ? token : null);
        return true;
    }

    private static boolean isOther(CompletableFuture<AccessToken> token, String refused) {
        return !token.isDone() || !token.join().value().equals(refused);
    }

    private AccessToken token(Exchange exchange, Request request, JsonNode client) {
        String account = request.account().name();
        while (true) {
            CompletableFuture<AccessToken> fetched = new CompletableFuture<>();
            CompletableFuture<AccessToken> shared = byAccount.putIfAbsent(account, fetched);
            if (shared == null) {
                return fetch(exchange, request, client, fetched);
            }
            AccessToken token = await(shared, request);
            if (token != null && token.isValid(clock.instant())) {
                return token;
            }
            byAccount.remove(account, shared);
        }
    }

    /** The token that another worker fetches; null when that worker was stopped. */
    private static AccessToken await(CompletableFuture<AccessToken> shared, Request request) {
        try {
            return shared.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RequestException failure) {
                throw new RequestException(failure.kind(), failure.getMessage());
            }
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RequestException(
                    RequestException.Kind.PUT_OFF, request.account().name() + ": stopped.");
        }
    }

    private AccessToken fetch(
            Exchange exchange, Request request, JsonNode client, CompletableFuture<AccessToken> fetched) {
        try {
            JsonNode answer = ask(exchange, checked(client, request));
            AccessToken token = AccessToken.of(answer, clock.instant())
                    .orElseThrow(() -> request.refused("the token endpoint's answer has no access_token; check "
                            + request.account().key("tokenUrl") + "."));
            fetched.complete(token);
            return token;
        } catch (RuntimeException | Error e) {
            byAccount.remove(request.account().name(), fetched);
            fetched.completeExceptionally(e);
            throw e;
        }
    }

    private static JsonNode checked(JsonNode client, Request request) {
        for (String name : REQUIRED) {
            if (client.path(name).asText().isEmpty()) {
                throw request.refused("routes/providers/" + request.account().provider()
                        + ".camel.yaml sets the variable oauth2 without " + name + "; add it there.");
            }
        }
        return client;
    }

    /** Sends the request for a token in an exchange of its own, so that it does not mix with the one that needs it. */
    private static JsonNode ask(Exchange exchange, JsonNode client) {
        try (ProducerTemplate routes = exchange.getContext().createProducerTemplate()) {
            Exchange asked = routes.send("direct:oauth2-token", request -> {
                request.setVariable("sweep", exchange.getVariable("sweep"));
                request.setVariable("page", exchange.getVariable("page"));
                request.setVariable("client", client);
            });
            if (asked.getException() instanceof RuntimeException failure) {
                throw failure;
            }
            return asked.getMessage().getBody(JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
