package io.contactroutes.lifecycle;

import org.apache.camel.Exchange;

/** What has an account swept. */
public enum Tick {
    /** The timer of its route. */
    OF_TIMER,
    /** Its turn, which the processes that share a state keep there. */
    OF_TURN,
    /** An operator, or a list that moved while it was read. */
    REQUESTED;

    private static final String PROPERTY = "contact-routes.tick";

    /** Says of an exchange what it was made by; without that, it is a timer's. */
    public void mark(Exchange exchange) {
        exchange.setProperty(PROPERTY, this);
    }

    static Tick of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, OF_TIMER, Tick.class);
    }
}
