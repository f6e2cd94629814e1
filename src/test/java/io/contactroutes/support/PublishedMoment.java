package io.contactroutes.support;

import io.contactroutes.sink.Publication;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;

/**
 * Does something once, at one of the publications of a running bundle: on the thread that publishes, just before its records go
 * to the sink, or just after they are in it and before the state says so.
 */
public final class PublishedMoment extends EventNotifierSupport implements AutoCloseable {

    private static final String PUBLISH = "direct://publish";

    private final CamelContext context;
    private final boolean after;
    private final AtomicInteger publications;
    private final Consumer<Publication> action;

    /**
     * @param after whether the records are in the sink
     * @param publication counted from now on, from 1; those without a record do not count
     */
    public PublishedMoment(CamelContext context, boolean after, int publication, Consumer<Publication> action) {
        this.context = context;
        this.after = after;
        this.publications = new AtomicInteger(publication);
        this.action = action;
        context.getManagementStrategy().addEventNotifier(this);
    }

    /** Does nothing any more. */
    @Override
    public void close() {
        context.getManagementStrategy().removeEventNotifier(this);
    }

    @Override
    public void notify(CamelEvent event) {
        if (after && event instanceof ExchangeSentEvent sent) {
            at(
                    sent.getEndpoint().getEndpointUri(),
                    sent.getExchange().getMessage().getBody());
        } else if (!after && event instanceof ExchangeSendingEvent sending) {
            at(
                    sending.getEndpoint().getEndpointUri(),
                    sending.getExchange().getMessage().getBody());
        }
    }

    private void at(String endpoint, Object body) {
        if (endpoint.equals(PUBLISH)
                && body instanceof Publication publication
                && !publication.records().isEmpty()
                && publications.decrementAndGet() == 0) {
            action.accept(publication);
        }
    }
}
