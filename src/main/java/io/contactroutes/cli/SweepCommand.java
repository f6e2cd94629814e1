package io.contactroutes.cli;

import io.contactroutes.config.ConfigurationException;
import io.contactroutes.lifecycle.OperatorRequests;
import io.contactroutes.state.State;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sweep}: sweeps an account now. */
@Command(
        name = "sweep",
        description = "Sweeps an account now: within seconds when the bundle runs.",
        mixinStandardHelpOptions = true)
final class SweepCommand extends StateCommand {

    @Parameters(paramLabel = "account", description = "Name of the account.")
    private String account;

    @Override
    String account() {
        return account;
    }

    @Override
    String store(State state, String each) {
        if (OperatorRequests.paused(state).containsKey(each)) {
            throw new ConfigurationException(each + " is paused; run contact-routes resume " + each + ".");
        }
        OperatorRequests.sweep(state, each);
        return "is swept within seconds when the bundle runs; when it does not, run contact-routes run --once.";
    }
}
