package io.contactroutes.lifecycle;

import io.contactroutes.config.Account;
import io.contactroutes.deadletter.DeadLetters;
import io.contactroutes.identity.Continuity;
import io.contactroutes.identity.Restart;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.receipt.Receipts;
import io.contactroutes.receipt.Reconciliation;
import io.contactroutes.state.OpenSweep;
import io.contactroutes.state.StartOver;
import io.contactroutes.state.StartOver.Published;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.ClaimedContacts;
import io.contactroutes.sweep.RecentMarks;
import io.contactroutes.sweep.Sweep;
import io.contactroutes.sweep.SweepBasis;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens sweeps in the state: resumes the one that stopped half-way, or begins a new one. */
public final class OpenSweeps {

    private static final Logger LOG = LoggerFactory.getLogger(OpenSweeps.class);

    private final State state;
    private final Continuity continuity;
    private final Clock clock;
    private final Duration deadline;
    private final Duration resumeWithin;
    private final Map<String, ClaimedContacts> claims = new ConcurrentHashMap<>();

    /**
     * @param deadline the time after which a sweep fails
     * @param resumeWithin the age from which an unfinished sweep is not resumed
     */
    public OpenSweeps(State state, Continuity continuity, Clock clock, Duration deadline, Duration resumeWithin) {
        this.state = state;
        this.continuity = continuity;
        this.clock = clock;
        this.deadline = deadline;
        this.resumeWithin = resumeWithin;
    }

    Sweep beginOrResume(Account account) {
        continuity.restart(account).ifPresent(restart -> startOver(account, restart));
        Optional<Sweep> unfinished = unfinished(account);
        if (unfinished.isPresent() && !isTooOld(unfinished.get())) {
            return unfinished.get();
        }
        if (unfinished.isPresent()) {
            startOver(
                    account,
                    Restart.ofSweep(
                            "the sweep stopped half-way and is older than contacts.sweep.resume-within; a new one begins."));
        }
        OpenSweep opened = state.begin(account.name(), UUID.randomUUID().toString(), clock.instant());
        return sweep(account, opened, false);
    }

    private boolean isTooOld(Sweep sweep) {
        return !sweep.startedAt().isAfter(clock.instant().minus(resumeWithin));
    }

    /**
     * Begins the account anew, in one transaction. Its open sweep ends as failed; the receipt of that is published before the next
     * sweep begins.
     */
    private void startOver(Account account, Restart restart) {
        Map<String, String> notes = new HashMap<>(restart.notes());
        boolean again = restart.published() != Published.KEPT;
        if (again) {
            notes.putAll(DeadLetters.withoutSetAside(state, account.name()));
        }
        String sentence = account.name() + ": " + restart.why();
        Optional<Sweep> open = unfinished(account);
        Receipt receipt = open.map(sweep -> givenUp(sweep, restart, sentence)).orElse(null);
        notes.putAll(Receipts.pending(state, account.name(), receipt, again));
        state.startOver(
                account.name(),
                new StartOver(
                        open.map(sweep -> receipt.end(sweep.walks().progress())).orElse(null),
                        restart.published(),
                        notes));
        if (receipt == null) {
            LOG.warn("{}", sentence);
        } else {
            receipt.log(LOG);
        }
    }

    private Receipt givenUp(Sweep sweep, Restart restart, String sentence) {
        Reconciliation reconciliation = new Reconciliation(SweepStatus.FAILED, restart.reason(), sentence, false);
        String account = sweep.account().name();
        long distinct = state.distinct(account, sweep.sequence());
        return Receipt.of(sweep, clock.instant(), reconciliation, distinct, state.lastEnded(account));
    }

    private Optional<Sweep> unfinished(Account account) {
        return state.openSweep(account.name()).map(open -> sweep(account, open, true));
    }

    private Sweep sweep(Account account, OpenSweep opened, boolean resumed) {
        Map<String, String> setAside = DeadLetters.setAside(state, account.name());
        return new Sweep(basis(account, setAside), opened, resumed, state.lastComplete(account.name()));
    }

    /**
     * Begins a recent sweep.
     *
     * @param setAside the known dead letters of the account
     * @param before of the recent sweep before
     */
    Sweep recent(Account account, Map<String, String> setAside, RecentMarks before) {
        return Sweep.recent(basis(account, setAside), UUID.randomUUID().toString(), clock.instant(), before);
    }

    /** Returns whether the account's next sweep begins anew, so that nothing can be compared with what the state holds. */
    boolean startsOver(Account account) {
        return continuity.restart(account).isPresent();
    }

    private SweepBasis basis(Account account, Map<String, String> setAside) {
        return new SweepBasis(
                account,
                setAside,
                clock.instant().plus(deadline),
                claims.computeIfAbsent(account.name(), none -> new ClaimedContacts()));
    }
}
