package io.contactroutes.bundle;

import io.contactroutes.config.Account;
import io.contactroutes.config.Setting;
import io.contactroutes.config.Settings;
import io.contactroutes.lifecycle.DueAccounts;
import io.contactroutes.lifecycle.OperatorRequests;
import io.contactroutes.lifecycle.RecentTicks;
import io.contactroutes.lifecycle.Sweeps;
import io.contactroutes.lifecycle.Tick;
import io.contactroutes.request.RateLimits;
import io.contactroutes.state.State;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Has accounts swept other than by their timers: when operators ask for it, and by turns where several processes share the state. */
final class Schedule implements AutoCloseable {

    private final OperatorRequests operator;
    private final Optional<DueAccounts> turns;
    private final Optional<RecentTicks> recent;

    /** @param swept the accounts that this process sweeps */
    Schedule(
            State state,
            Sweeps sweeps,
            List<Account> swept,
            Settings settings,
            RateLimits limits,
            SweepTicks ticks,
            Clock clock) {
        operator = new OperatorRequests(
                state,
                sweeps,
                swept.stream().map(Account::name).collect(Collectors.toSet()),
                account -> ticks.tick(account, Tick.REQUESTED));
        turns = state.processes().areSeveral()
                ? Optional.of(new DueAccounts(
                        state,
                        sweeps,
                        swept,
                        settings.duration(Setting.NODES_TAKEOVER),
                        limits::learn,
                        account -> ticks.tick(account, Tick.OF_TURN),
                        clock))
                : Optional.empty();
        List<Account> withRecent = swept.stream()
                .filter(account -> account.recentEvery().isPresent())
                .toList();
        recent = withRecent.isEmpty()
                ? Optional.empty()
                : Optional.of(new RecentTicks(sweeps.recent(), withRecent, ticks::tickRecent));
    }

    void start() {
        operator.start();
        recent.ifPresent(RecentTicks::start);
        turns.ifPresent(DueAccounts::start);
    }

    @Override
    public void close() {
        recent.ifPresent(RecentTicks::close);
        turns.ifPresent(DueAccounts::close);
        operator.close();
    }
}
