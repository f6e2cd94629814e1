package io.contactroutes.bundle;

import java.util.ArrayList;
import java.util.List;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;

/** Collects what became of the contacts of a page, in the page's order. Bean {@code outcomes}. */
public final class Outcomes implements AggregationStrategy {

    @Override
    public Exchange aggregate(Exchange collected, Exchange next) {
        Object outcome = next.getMessage().getBody();
        if (collected == null) {
            List<Object> outcomes = new ArrayList<>();
            outcomes.add(outcome);
            next.getMessage().setBody(outcomes);
            return next;
        }
        @SuppressWarnings("unchecked")
        List<Object> outcomes = (List<Object>) collected.getMessage().getBody();
        outcomes.add(outcome);
        return collected;
    }
}
