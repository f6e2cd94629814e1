package io.contactroutes.lifecycle;

import io.contactroutes.receipt.SweepResult;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.StopOutcome;
import io.contactroutes.sweep.StopReason;
import io.contactroutes.sweep.Sweep;
import java.time.Clock;
import java.util.OptionalInt;
import org.apache.camel.Exchange;

/** Decides whether the loops of {@code sweep.camel.yaml} go on: with another sweep, another walk, another page. */
public final class Loops {

    /** The property of a tick that counts its sweeps. */
    private static final String SWEEPS = "contact-routes.sweeps";

    private final Sweeps sweeps;
    private final State state;
    private final Clock clock;
    private final OptionalInt limit;

    /** @param limit the number of contacts after which a sweep ends, to check an account; empty for whole sweeps */
    public Loops(Sweeps sweeps, State state, Clock clock, OptionalInt limit) {
        this.sweeps = sweeps;
        this.state = state;
        this.clock = clock;
        this.limit = limit;
    }

    /**
     * Returns whether the list is walked: first, and again in another order when the provider declares more contacts than were seen.
     * Predicate {@code walkNeeded}.
     */
    public boolean isWalkNeeded(Exchange exchange) {
        Sweep sweep = exchange.getVariable("sweep", Sweep.class);
        LogFields.sweep(sweep);
        return !sweep.walks().hasStopped(clock.instant())
                || limit.isEmpty() && sweep.walks().walkAgain(state);
    }

    /**
     * Returns whether the tick sweeps: first, and once more at once when the list moved while it was read. A list that moves again
     * waits for the next tick. Predicate {@code sweepNeeded}.
     */
    public boolean isSweepNeeded(Exchange exchange) {
        int before = exchange.getProperty(SWEEPS, 0, Integer.class);
        exchange.setProperty(SWEEPS, before + 1);
        LogFields.account(exchange.getVariable("account", String.class));
        boolean again = before == 1
                && sweeps.stopping().isEmpty()
                && exchange.getMessage().getBody() instanceof SweepResult result
                && result.receipt().wantsAnotherLook();
        if (again) {
            Tick.REQUESTED.mark(exchange);
        }
        return before == 0 || again;
    }

    /**
     * Takes the next page for a worker: sets the variables {@code page} (its number, from 1) and {@code next} (its cursor
     * or address; null where pages are numbered, and for page 1) and {@code order} (that of the walk), and empties the
     * message. Returns false when the walk stops. Predicate {@code takeNextPage}: a method call in an expression would work on a copy of the exchange.
     */
    public boolean takeNextPage(Exchange exchange) {
        Sweep sweep = exchange.getVariable("sweep", Sweep.class);
        sweeps.stopping().ifPresent(sweep::stop);
        if (limit.isPresent() && sweep.counts().contacts() >= limit.getAsInt()) {
            sweep.end(new StopOutcome(1, StopReason.LAST_PAGE, SweepStatus.INCOMPLETE, null));
        }
        OptionalInt page = sweep.walk().takePage(clock.instant());
        exchange.getMessage().setBody(null);
        LogFields.sweep(sweep);
        page.ifPresent(number -> {
            LogFields.page(sweep, number);
            exchange.setVariable("page", number);
            exchange.setVariable("next", sweep.walk().cursor());
            exchange.setVariable("order", sweep.walk().order());
        });
        return page.isPresent();
    }
}
