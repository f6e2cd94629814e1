package io.contactroutes.cli;

import io.contactroutes.identity.Continuity;
import io.contactroutes.state.State;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code republish}: makes the next sweep publish every contact again. */
@Command(
        name = "republish",
        description = "Makes the next sweep publish every contact again. Works while the bundle runs.",
        mixinStandardHelpOptions = true)
final class RepublishCommand extends StateCommand {

    @Parameters(paramLabel = "account", arity = "0..1", description = "Name of the account; all when none is given.")
    private String account;

    @Override
    String account() {
        return account;
    }

    @Override
    String store(State state, String each) {
        Continuity.republish(state, each);
        return "the next sweep publishes every contact again.";
    }
}
