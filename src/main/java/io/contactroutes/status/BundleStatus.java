package io.contactroutes.status;

import io.contactroutes.state.Processes;
import io.contactroutes.state.Processes.Member;
import java.util.List;

/**
 * What an operator sees of a bundle.
 *
 * @param accounts in the order of their names
 * @param several whether several processes may share the state
 * @param processes those that share it; empty when it belongs to one
 */
public record BundleStatus(List<AccountStatus> accounts, boolean several, List<Member> processes) {

    static BundleStatus of(Processes processes) {
        return new BundleStatus(List.of(), processes.areSeveral(), processes.members());
    }

    /** Returns a copy with other accounts. */
    public BundleStatus with(List<AccountStatus> others) {
        return new BundleStatus(others, several, processes);
    }

    /** Returns the process that sweeps an account; null when none does, or that is not known. */
    AccountStatus.Holder holder(String account) {
        if (!several) {
            return AccountStatus.Holder.UNKNOWN;
        }
        return processes.stream()
                .filter(process -> process.accounts().contains(account))
                .findFirst()
                .map(process -> new AccountStatus.Holder(true, process.name()))
                .orElse(AccountStatus.Holder.NONE);
    }
}
