package io.contactroutes.cli;

import io.contactroutes.lifecycle.OperatorRequests;
import io.contactroutes.state.State;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pause}: stops sweeping an account until {@code resume}. */
@Command(
        name = "pause",
        description =
                "Stops sweeping an account until resume; a running bundle stops its sweep at the end of the page, within seconds.",
        mixinStandardHelpOptions = true)
final class PauseCommand extends StateCommand {

    @Parameters(paramLabel = "account", description = "Name of the account.")
    private String account;

    @Override
    String account() {
        return account;
    }

    @Override
    String store(State state, String each) {
        OperatorRequests.pause(state, each, Instant.now());
        return "is paused. A running bundle stops its sweep at the end of the page; contact-routes resume " + each
                + " continues it.";
    }
}
