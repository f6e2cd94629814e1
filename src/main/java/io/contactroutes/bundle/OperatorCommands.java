package io.contactroutes.bundle;

import io.contactroutes.config.Account;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.config.Setting;
import io.contactroutes.config.Settings;
import io.contactroutes.deletes.Retirement;
import io.contactroutes.state.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;

/** Publishes what a command of an operator asks for, through the routes of a bundle. */
public final class OperatorCommands {

    private final Settings settings;
    private final Beans beans;
    private final CamelContext context;

    OperatorCommands(Settings settings, Beans beans, CamelContext context) {
        this.settings = settings;
        this.beans = beans;
        this.context = context;
    }

    /** Checks that records go somewhere: what a command publishes would be lost, and count as published. */
    private void requireSink() {
        if (!Sinks.publishes(settings)) {
            throw new ConfigurationException("Nothing can be published with contacts.sink = "
                    + settings.text(Setting.SINK) + "; set it to files or kafka.");
        }
    }

    /** Maps the dead letters of an account again. */
    public Replay.Outcome replay(Account account) {
        requireSink();
        try (ProducerTemplate routes = context.createProducerTemplate()) {
            return beans.replay(account, routes);
        } catch (IOException e) {
            throw new ConfigurationException("The dead letters of " + account.name() + " cannot be read.", e);
        }
    }

    /**
     * Publishes the tombstones of all contacts of an account and removes its state.
     *
     * @param state which an operator's command has opened beside a bundle that may be running
     * @return how many tombstones were published
     */
    public long retire(State state, String account) {
        requireSink();
        beans.sinkOf(state).require(account, "run retire --state-only if that sink does not exist any more");
        try (ProducerTemplate routes = context.createProducerTemplate()) {
            return retirement(state, routes).retire(account);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What was removed of a contact.
     *
     * @param stored whether the state had it
     * @param letters how many dead letters were removed from their files
     */
    public record Forgotten(boolean stored, int letters) {}

    /**
     * Publishes the tombstone of a contact and removes it from the state and from the files of dead letters.
     *
     * @param state which an operator's command has opened beside a bundle that may be running
     */
    public Forgotten forget(State state, Account account, String sourceId) {
        requireSink();
        beans.sinkOf(state).require(account.name(), "sweep once");
        try (ProducerTemplate routes = context.createProducerTemplate()) {
            boolean stored = retirement(state, routes).forget(account.name(), sourceId);
            return new Forgotten(stored, beans.removeDeadLetters(account, sourceId));
        } catch (IOException e) {
            throw new ConfigurationException("The dead letters of " + account.name() + " cannot be rewritten.", e);
        }
    }

    private static Retirement retirement(State state, ProducerTemplate routes) {
        return new Retirement(state, tombstones -> routes.sendBody("direct:publish", tombstones), Clock.systemUTC());
    }
}
