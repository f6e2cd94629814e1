package io.contactroutes.cli;

import io.contactroutes.lifecycle.OperatorAction;
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

    SweepCommand() {
        super(OperatorAction.SWEEP);
    }

    @Override
    String account() {
        return account;
    }
}
