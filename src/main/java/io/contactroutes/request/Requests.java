package io.contactroutes.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Variable;
import org.apache.camel.component.http.HttpConstants;

/** Begins, repeats and ends a request. Bean {@code requests}. */
public final class Requests {

    private final RetryPolicy policy;
    private final Clock clock;

    Requests(RetryPolicy policy, Clock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Begins the request that the message's headers describe; a JSON body is written as text.
     *
     * @throws RequestException when its address is not on a host of the account
     */
    public void begin(Exchange exchange, @Variable("sweep") RequestOwner owner) {
        Message message = exchange.getMessage();
        RequestAddress address =
                RequestAddress.of(owner.account(), message.getHeader(HttpConstants.HTTP_URI, String.class));
        message.setHeader(HttpConstants.HTTP_URI, address.text());
        message.removeHeader(HttpConstants.REST_HTTP_URI);
        if (message.getBody() instanceof JsonNode json) {
            message.setBody(json.toString());
        }
        exchange.removeVariable("nextLink");
        exchange.setVariable("request", new Request(owner.account(), address, policy, clock));
    }

    /** Waits before a further try; whether there is to be one. Predicate {@code tryAgain}. */
    public boolean tryAgain(Exchange exchange) {
        Request request = exchange.getVariable("request", Request.class);
        if (request.isOpen()) {
            exchange.getVariable("sweep", RequestOwner.class)
                    .pause(exchange.getVariable("page", Integer.class), request.backOff());
        }
        return request.isOpen();
    }

    /** The JSON that was asked for; removes what is of no use after the request. */
    public JsonNode end(Exchange exchange) {
        exchange.removeVariable("oauth2");
        return ((Request) exchange.removeVariable("request")).answer();
    }
}
