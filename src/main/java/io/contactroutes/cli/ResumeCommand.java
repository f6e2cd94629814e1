package io.contactroutes.cli;

import io.contactroutes.lifecycle.OperatorAction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code resume}: sweeps a paused account again. */
@Command(
        name = "resume",
        description =
                "Sweeps a paused account again, within seconds when the bundle runs; a sweep that stopped half-way continues.",
        mixinStandardHelpOptions = true)
final class ResumeCommand extends StateCommand {

    @Parameters(paramLabel = "account", description = "Name of the account.")
    private String account;

    ResumeCommand() {
        super(OperatorAction.RESUME);
    }

    @Override
    String account() {
        return account;
    }
}
