package io.contactroutes.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.contact.ContactMapper;
import io.contactroutes.contact.RejectedContactException;
import java.time.Instant;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Maps and validates one contact with its account's mapping: the body becomes a contact or a dead letter. */
public final class ContactMappers implements Processor {

    private final Map<String, ContactMapper> mappers;

    /** @param mappers one for each account, by its name */
    public ContactMappers(Map<String, ContactMapper> mappers) {
        this.mappers = mappers;
    }

    @Override
    public void process(Exchange exchange) {
        JsonNode source = (JsonNode) exchange.getMessage().getBody();
        Sweep sweep = (Sweep) exchange.getVariable("sweep");
        exchange.getMessage().setBody(outcome(exchange, sweep, source));
    }

    private Object outcome(Exchange exchange, Sweep sweep, JsonNode source) {
        try {
            return mappers.get(sweep.account().name()).map(source, (Instant) exchange.getVariable("fetchedAt"));
        } catch (RejectedContactException rejection) {
            int index = exchange.getProperty(Exchange.SPLIT_INDEX, Integer.class);
            PageSources sources = exchange.getVariable("sources", PageSources.class);
            int place = sources == null ? index : sources.place(index);
            return new DeadLetter((Integer) exchange.getVariable("page"), place, rejection, source);
        }
    }
}
