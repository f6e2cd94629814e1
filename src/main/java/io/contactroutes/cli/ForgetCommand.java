package io.contactroutes.cli;

import io.contactroutes.bundle.Bundle;
import io.contactroutes.bundle.OperatorCommands;
import io.contactroutes.bundle.RunMode;
import io.contactroutes.bundle.StateDatabase;
import io.contactroutes.config.Account;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.config.Settings;
import io.contactroutes.lifecycle.SweepListener;
import io.contactroutes.state.State;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code forget}: publishes the tombstone of one contact and removes what is stored of it. */
@Command(
        name = "forget",
        description =
                "Publishes the tombstone of a contact and removes it from the state and the dead letters in files.",
        mixinStandardHelpOptions = true)
final class ForgetCommand implements Callable<Integer> {

    @Mixin
    private BundleOptions options;

    @Parameters(paramLabel = "uid", description = "The contact's uid: <account>:<sourceId>.")
    private String uid;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        int colon = uid.indexOf(':');
        if (colon < 1 || colon == uid.length() - 1) {
            throw new ParameterException(
                    spec.commandLine(), "A uid is written <account>:<sourceId>, such as 99digital:17.");
        }
        String sourceId = uid.substring(colon + 1);
        Settings settings = options.settings();
        RunMode mode = RunMode.idle(RunMode.Memory.NONE);
        try (State state = StateDatabase.openBeside(settings);
                Bundle bundle = Bundle.start(settings, mode, SweepListener.NONE)) {
            Account account = bundle.accounts().get(uid.substring(0, colon));
            OperatorCommands.Forgotten forgotten = bundle.commands().forget(state, account, sourceId);
            if (!forgotten.stored() && forgotten.letters() == 0) {
                throw new ConfigurationException(account.name()
                        + ": the state has no such contact, and no dead letter in files is of it, so nothing"
                        + " was removed; compare the uid with the record's. Its tombstone was published all the same,"
                        + " since the sink may hold what an older state knew.");
            }
            spec.commandLine()
                    .getOut()
                    .println("Published the tombstone, and removed the contact from "
                            + (forgotten.stored() ? "the state and from " : "") + forgotten.letters()
                            + " dead letters in files"
                            + (forgotten.stored() ? "" : "; the state does not have it")
                            + ". As long as the provider lists the contact, the next sweep"
                            + " publishes it again: delete it there first.");
            return 0;
        }
    }
}
