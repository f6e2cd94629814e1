package io.contactroutes.management;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.lifecycle.OperatorAction;
import io.contactroutes.state.StateException;
import io.contactroutes.status.StatusJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the requests of the status page, and of any other client. Bean {@code accountsApi}. */
public final class AccountsApi {

    private static final Logger LOG = LoggerFactory.getLogger(AccountsApi.class);

    private final Statuses statuses;
    private final ConfigurationState configuration;
    private final String token;
    private final Clock clock;

    /** @param token what a request has to have to act; empty when no request may act */
    AccountsApi(Statuses statuses, ConfigurationState configuration, String token, Clock clock) {
        this.statuses = statuses;
        this.configuration = configuration;
        this.token = token;
        this.clock = clock;
    }

    /** Answers with the status of all accounts. */
    public void list(Exchange exchange) {
        ObjectNode json = StatusJson.of(statuses.all());
        json.put("at", clock.instant().toString()).put("acting", !token.isEmpty());
        json.set("configuration", configuration.json());
        answer(exchange, 200, json);
    }

    /** Does what a command does to one account. A request needs the token, and must not come from a page of another origin. */
    public void act(Exchange exchange, @Header("account") String account, @Header("action") String name) {
        Message message = exchange.getMessage();
        Optional<OperatorAction> action = OperatorAction.named(name);
        if (isForeign(message)) {
            refuse(exchange, 403, "The request comes from a page of another origin.");
        } else if (token.isEmpty()) {
            refuse(exchange, 403, "This page only reads; set contacts.management.token to act.");
        } else if (!hasToken(message)) {
            LOG.warn("{}: {} on the status page was refused: wrong token.", known(account), name(action));
            refuse(exchange, 401, "Wrong token; it is that of contacts.management.token.");
        } else if (action.isEmpty() || !statuses.isConfigured(account)) {
            refuse(exchange, 404, "There is no such account or action.");
        } else {
            String sentence = account + ": " + action.get().apply(statuses.state(), account);
            LOG.atInfo().addKeyValue("account", account).log("{} (status page)", sentence);
            statuses.forget();
            answer(exchange, 200, JsonNodeFactory.instance.objectNode().put("message", sentence));
        }
    }

    /** Answers a request that failed. */
    public void fail(Exchange exchange) {
        Throwable failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        if (failure instanceof ConfigurationException) {
            refuse(exchange, 409, failure.getMessage());
        } else if (failure instanceof StateException) {
            refuse(exchange, 503, failure.getMessage());
        } else {
            LOG.error(
                    "A request of the status page failed: {}.",
                    failure.getClass().getName());
            refuse(exchange, 500, "The request failed; see the log.");
        }
    }

    /** A browser names the origin of the page that sends a request; the token alone would do if no page ever learned it. */
    private static boolean isForeign(Message message) {
        String origin = message.getHeader("Origin", String.class);
        String site = message.getHeader("Sec-Fetch-Site", String.class);
        String own = String.valueOf(message.getHeader(Exchange.HTTP_URL, String.class));
        boolean elsewhere = origin != null && !host(origin).equals(host(own));
        return elsewhere || site != null && !site.equals("same-origin") && !site.equals("none");
    }

    /** Returns host and port of an address, or the whole text when it is none, such as the origin {@code null}. */
    private static String host(String address) {
        try {
            return Optional.ofNullable(URI.create(address).getAuthority()).orElse(address);
        } catch (IllegalArgumentException e) {
            return address;
        }
    }

    /** Takes as long for a wrong token as for the right one. */
    private boolean hasToken(Message message) {
        String given = String.valueOf(message.getHeader("Authorization", String.class));
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), ("Bearer " + token).getBytes(StandardCharsets.UTF_8));
    }

    private String known(String account) {
        return statuses.isConfigured(account) ? account : "an unknown account";
    }

    private static String name(Optional<OperatorAction> action) {
        return action.map(OperatorAction::command).orElse("an unknown action");
    }

    private static void refuse(Exchange exchange, int status, String sentence) {
        answer(exchange, status, JsonNodeFactory.instance.objectNode().put("error", sentence));
    }

    private static void answer(Exchange exchange, int status, ObjectNode json) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
        message.setHeader("Cache-Control", "no-store");
        message.setHeader("X-Content-Type-Options", "nosniff");
        message.setBody(json.toString());
    }
}
