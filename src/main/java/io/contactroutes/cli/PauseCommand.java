package io.contactroutes.cli;

import io.contactroutes.lifecycle.OperatorAction;
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

    PauseCommand() {
        super(OperatorAction.PAUSE);
    }

    @Override
    String account() {
        return account;
    }
}
