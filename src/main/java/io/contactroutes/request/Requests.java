package io.contactroutes.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.sweep.Sweep;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.Exchange;

/** Begins, repeats and ends the request of a page. Bean {@code requests}. */
public final class Requests {

    private final Duration patience;
    private final Clock clock;

    /** @param patience how long a page is tried, from the first trouble on */
    public Requests(Duration patience, Clock clock) {
        this.patience = patience;
        this.clock = clock;
    }

    /**
     * Whether the page's request is to be sent, for the first time or again; waits for the back-off in between. Predicate
     * {@code openRequest}.
     */
    public boolean isOpen(Exchange exchange) {
        Sweep sweep = exchange.getVariable("sweep", Sweep.class);
        Request request = exchange.getVariable("request", Request.class);
        if (request == null) {
            exchange.setVariable("request", new Request(sweep.account(), patience, clock));
            return true;
        }
        if (request.isOpen()) {
            sweep.pause(exchange.getVariable("page", Integer.class), request.backOff());
        }
        return request.isOpen();
    }

    /**
     * Hands over what the request brought.
     *
     * @throws io.contactroutes.sweep.SweepStopException when the answer was a refusal
     */
    public JsonNode close(Exchange exchange) {
        return ((Request) exchange.removeVariable("request")).body();
    }
}
