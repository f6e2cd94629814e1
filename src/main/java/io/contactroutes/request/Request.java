package io.contactroutes.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.config.Account;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.StopReason;
import io.contactroutes.sweep.SweepStopException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/** One request for one page: its tries, and what came of the last of them. */
public final class Request {

    static final int MAX_TRIES = 8;

    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(500);
    private static final Duration LONGEST_BACK_OFF = Duration.ofSeconds(30);

    private final Account account;
    private final Duration patience;
    private final Clock clock;
    private Instant patienceEnd;
    private Instant notBefore = Instant.EPOCH;
    private int tries;
    private Verdict verdict;
    private String sentence;
    private JsonNode body;

    Request(Account account, Duration patience, Clock clock) {
        this.account = account;
        this.patience = patience;
        this.clock = clock;
    }

    Account account() {
        return account;
    }

    /** Whether there is to be another try. */
    boolean isOpen() {
        return verdict == null || verdict == Verdict.TRY_AGAIN || verdict == Verdict.WAIT;
    }

    /** How long to wait before the next try. */
    Duration backOff() {
        return Duration.between(clock.instant(), notBefore);
    }

    void taken(JsonNode answer) {
        verdict = Verdict.TAKEN;
        body = answer;
    }

    /** Ends the sweep of the account: what the answer says is not mended by another try. */
    void refused(String why) {
        verdict = Verdict.REFUSED;
        sentence = why;
    }

    /** Tries again after a growing time with jitter; gives up after {@value #MAX_TRIES} tries or when patience ends. */
    void tryAgain(String why) {
        trouble(Verdict.TRY_AGAIN, why);
        long longest = FIRST_BACK_OFF.multipliedBy(1L << Math.min(tries, 10)).toMillis();
        long millis = Math.min(longest, LONGEST_BACK_OFF.toMillis());
        notBefore = clock.instant()
                .plusMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
        if (tries >= MAX_TRIES || notBefore.isAfter(patienceEnd)) {
            throw putOff(StopReason.ERROR);
        }
    }

    /** Tries again when the host's pause is over; gives up after {@value #MAX_TRIES} tries. */
    void waitAsAsked(String why) {
        trouble(Verdict.WAIT, why);
        if (tries >= MAX_TRIES) {
            throw putOff(StopReason.RATE_LIMITED);
        }
    }

    /** Lets a pause of the host pass, unless it ends after our patience. */
    void bearPause(Instant pausedUntil) {
        Instant end = patienceEnd == null ? clock.instant().plus(patience) : patienceEnd;
        if (pausedUntil.isAfter(end)) {
            throw new SweepStopException(
                    StopReason.RATE_LIMITED,
                    SweepStatus.DEFERRED,
                    account.name()
                            + ": the provider asks to wait longer than contacts.request.patience; the sweep goes on at"
                            + " the next tick.");
        }
        if (pausedUntil.isAfter(clock.instant())) {
            startPatience();
        }
    }

    /** The JSON that was asked for. */
    JsonNode body() {
        if (verdict == Verdict.REFUSED) {
            throw new SweepStopException(StopReason.ERROR, SweepStatus.FAILED, sentence);
        }
        return body;
    }

    private void trouble(Verdict kind, String why) {
        verdict = kind;
        sentence = why;
        tries++;
        startPatience();
    }

    private SweepStopException putOff(StopReason reason) {
        String times = tries == 1 ? "One try" : tries + " tries";
        return new SweepStopException(
                reason,
                SweepStatus.DEFERRED,
                sentence + " " + times + " did not help; the sweep goes on at the next tick.");
    }

    private void startPatience() {
        if (patienceEnd == null) {
            patienceEnd = clock.instant().plus(patience);
        }
    }
}
