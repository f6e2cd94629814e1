package io.contactroutes.cli;

import io.contactroutes.lifecycle.OperatorAction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code approve-deletes}: approves the deletes of an account that are held. */
@Command(
        name = "approve-deletes",
        description =
                "Approves the held deletes of an account: its next complete sweep publishes them. Works while the bundle runs.",
        mixinStandardHelpOptions = true)
final class ApproveDeletesCommand extends StateCommand {

    @Parameters(paramLabel = "account", description = "Name of the account.")
    private String account;

    ApproveDeletesCommand() {
        super(OperatorAction.APPROVE_DELETES);
    }

    @Override
    String account() {
        return account;
    }
}
