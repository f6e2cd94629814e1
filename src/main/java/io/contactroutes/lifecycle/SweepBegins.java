package io.contactroutes.lifecycle;

import io.contactroutes.config.Account;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.request.SignInBackOff;
import io.contactroutes.state.Processes.Hold;
import io.contactroutes.state.Processes.Turn;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.Sweep;
import java.time.Clock;
import java.util.Optional;

/** Decides whether an account is swept now: no other process sweeps it, it is its turn, and nothing speaks against it. */
final class SweepBegins {

    private final State state;
    private final OpenSweeps open;
    private final SignInBackOff signIns;
    private final RunningSweeps running;
    private final Clock clock;
    private final SweepListener listener;

    SweepBegins(
            State state,
            OpenSweeps open,
            SignInBackOff signIns,
            RunningSweeps running,
            Clock clock,
            SweepListener listener) {
        this.state = state;
        this.open = open;
        this.signIns = signIns;
        this.running = running;
        this.clock = clock;
        this.listener = listener;
    }

    /** Begins or resumes the sweep of an account that was entered; empty when it is not swept now. */
    Optional<Sweep> begin(Account account, Tick tick) {
        Hold hold = running.take(account, tick == Tick.OF_TURN ? Turn.DUE : Turn.NOW);
        if (!hold.taken()) {
            if (tick != Tick.OF_TURN) {
                listener.held(account, hold.holder());
            }
            return Optional.empty();
        }
        Optional<Receipt> refused = refused(account);
        refused.ifPresent(listener::ended);
        return refused.isPresent() ? Optional.empty() : Optional.of(open.beginOrResume(account));
    }

    static String paused(String account) {
        return "an operator has paused it; contact-routes resume " + account + " continues.";
    }

    /** Returns why the account is not swept now; empty when it is. */
    Optional<Receipt> refused(Account account) {
        if (OperatorRequests.isPaused(state, account.name())) {
            String sentence = account.name() + ": " + paused(account.name());
            return Optional.of(Receipt.notBegun(account, clock.instant(), SweepStatus.DEFERRED, sentence));
        }
        return signIns.suspended(account)
                .map(sentence -> Receipt.notBegun(account, clock.instant(), SweepStatus.FAILED, sentence));
    }
}
