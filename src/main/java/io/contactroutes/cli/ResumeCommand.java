package io.contactroutes.cli;

import io.contactroutes.lifecycle.OperatorRequests;
import io.contactroutes.state.State;
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

    @Override
    String account() {
        return account;
    }

    @Override
    String store(State state, String each) {
        return OperatorRequests.resume(state, each)
                ? "is resumed. A running bundle sweeps it within seconds."
                : "was not paused.";
    }
}
