package io.contactroutes.cli;

import io.contactroutes.lifecycle.OperatorAction;
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

    RepublishCommand() {
        super(OperatorAction.REPUBLISH);
    }

    @Override
    String account() {
        return account;
    }
}
