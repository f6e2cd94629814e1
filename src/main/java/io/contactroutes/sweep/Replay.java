package io.contactroutes.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.contactroutes.config.Account;
import io.contactroutes.state.OpenSweep;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;

/**
 * Sends the dead letters of an account, one by one, through today's mapping again and publishes the contacts that are valid now.
 *
 * <p>Only a dead letter that is still the last word on its contact is sent: one that the provider has mended since then
 * is published already, and one that was replayed is done.
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
        OpenSweep none = new OpenSweep(account.name(), 0, "replay-" + UUID.randomUUID(), clock.instant(), 1, null);
        this.sweep = new Sweep(account, none, false, setAside, Duration.ofDays(1), clock.instant());
    }

    /**
     * What became of the dead letters of an account.
     *
     * @param published contacts that are valid now and were published
     * @param rejected contacts that still are not
     */
    public record Outcome(int published, int rejected) {}

    public Outcome outcome() {
        return new Outcome(published, rejected);
    }

    /** @param letter a dead letter of the account, as it was published */
    public void replay(JsonNode letter) {
        letters++;
        if (isLastWord(letter)) {
            if (send(letter).getVariable("rejected", List.class).isEmpty()) {
                DeadLetters.mended(state, sweep, id(letter));
                published++;
            } else {
                rejected++;
            }
        }
    }

    private boolean isLastWord(JsonNode letter) {
        return DeadLetter.fingerprint(letter.path("source"))
                .equals(sweep.setAside().get(id(letter)));
    }

    /** What the letter's contact is remembered under. */
    private String id(JsonNode letter) {
        Optional<String> sourceId = Optional.ofNullable(letter.path("uid").textValue())
                .map(uid -> uid.substring(sweep.account().name().length() + 1));
        return DeadLetter.id(sourceId, letter.path("source"));
    }

    private Exchange send(JsonNode letter) {
        Exchange done = routes.send("direct:replay", exchange -> {
            exchange.setVariable("sweep", sweep);
            exchange.setVariable("page", letters);
            exchange.setVariable(
                    "contacts", JsonNodeFactory.instance.arrayNode().add(letter.path("source")));
            exchange.setVariable(
                    "fetchedAt", Instant.parse(letter.path("fetchedAt").asText()));
        });
        if (done.getException() != null) {
            throw new SweepStopException(
                    StopReason.ERROR, SweepStatus.FAILED, Failures.sentence(sweep.account(), done.getException()));
        }
        return done;
    }
}
