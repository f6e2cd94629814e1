package io.contactroutes.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.config.Account;
import io.contactroutes.deadletter.DeadLetters;
import io.contactroutes.deadletter.PublishedDeadLetter;
import io.contactroutes.page.Page;
import io.contactroutes.state.OpenSweep;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.ClaimedContacts;
import io.contactroutes.sweep.Failures;
import io.contactroutes.sweep.StopReason;
import io.contactroutes.sweep.Sweep;
import io.contactroutes.sweep.SweepBasis;
import io.contactroutes.sweep.SweepStopException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/**
 * Maps the dead letters of an account again, one by one, and publishes the contacts that are valid now.
 *
 * <p>Only the latest dead letter of a contact counts: a contact that the provider has corrected since is published already, and
 * so is one that was replayed.
 */
public final class Replay {

    private final State state;
    private final ProducerTemplate routes;
    private final Sweep sweep;
    private int letters;
    private int published;
    private int rejected;

    public Replay(State state, ProducerTemplate routes, Clock clock, Account account) {
        this.state = state;
        this.routes = routes;
        Map<String, String> setAside = DeadLetters.setAside(state, account.name());
        OpenSweep none = OpenSweep.none(account.name(), "replay-" + UUID.randomUUID(), clock.instant());
        SweepBasis basis =
                new SweepBasis(account, setAside, clock.instant().plus(Duration.ofDays(1)), new ClaimedContacts());
        this.sweep = new Sweep(basis, none, false, Optional.empty());
    }

    /**
     * The result for the dead letters of an account.
     *
     * @param published contacts that are valid now and were published
     * @param rejected contacts that are still not valid
     */
    public record Outcome(int published, int rejected) {}

    public Outcome outcome() {
        return new Outcome(published, rejected);
    }

    /**
     * Maps one dead letter again. One that does not hold its contact, which was too large, counts as rejected.
     *
     * @param json a dead letter of the account, as it was published
     */
    public void replay(JsonNode json) {
        letters++;
        PublishedDeadLetter letter = new PublishedDeadLetter(json);
        Optional<String> id = letter.setAsideAs(sweep);
        if (id.isEmpty()) {
            return;
        }
        if (letter.hasSource() && send(letter).rejected().isEmpty()) {
            DeadLetters.resolved(state, sweep, id.get());
            published++;
        } else {
            rejected++;
        }
    }

    private Page send(PublishedDeadLetter letter) {
        Page page = Page.of(letters, letter);
        Exchange done = routes.send("direct:replay", exchange -> {
            exchange.setVariable("sweep", sweep);
            exchange.getMessage().setBody(page);
        });
        if (done.getException() != null) {
            throw new SweepStopException(
                    StopReason.ERROR, SweepStatus.FAILED, Failures.sentence(sweep.account(), done.getException()));
        }
        return page;
    }
}
