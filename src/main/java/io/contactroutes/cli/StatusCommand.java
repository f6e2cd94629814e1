package io.contactroutes.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contactroutes.bundle.StateDatabase;
import io.contactroutes.config.Accounts;
import io.contactroutes.config.Settings;
import io.contactroutes.state.State;
import io.contactroutes.status.AccountStatus;
import io.contactroutes.status.AccountStatuses;
import io.contactroutes.status.BundleStatus;
import io.contactroutes.status.StatusJson;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code status}: tells of each account whether it is fresh, how far its sweep is, and what is wrong. */
@Command(
        name = "status",
        description =
                "Tells of each account whether it is fresh, how far its sweep is, and what is wrong. Works while the"
                        + " bundle runs and when it does not. Exits with 0 when all accounts are fresh, else with 1.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    @Mixin
    private BundleOptions options;

    @Parameters(paramLabel = "account", arity = "0..1", description = "Name of the account; all when none is given.")
    private String account;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Settings settings = options.settings();
        List<String> configured = Accounts.names(settings);
        try (State state = StateDatabase.openBeside(settings)) {
            BundleStatus all = AccountStatuses.read(state, configured, Instant.now());
            List<AccountStatus> chosen = all.accounts().stream()
                    .filter(status -> account == null || status.account().equals(account))
                    .toList();
            if (chosen.isEmpty()) {
                StoredAccount.named(state, settings, account);
            }
            print(all.with(chosen));
            return chosen.stream()
                            .filter(status -> status.doing() != AccountStatus.Doing.REMOVED)
                            .allMatch(AccountStatus::isFresh)
                    ? 0
                    : 1;
        }
    }

    private void print(BundleStatus chosen) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectNode written = StatusJson.of(chosen);
            out.println(written.toPrettyString());
        } else {
            StatusTable.lines(chosen).forEach(out::println);
        }
        out.flush();
    }
}
