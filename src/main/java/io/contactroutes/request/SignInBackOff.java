package io.contactroutes.request;

import io.contactroutes.config.Account;
import io.contactroutes.config.Sha256;
import io.contactroutes.state.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Keeps a provider from locking an account whose sign-in fails: from the third failed sweep on the account waits twice as
 * long each time before it signs in again, until its settings change.
 */
public final class SignInBackOff {

    private static final String NOTE = "sign-in-failures";
    private static final int FREE = 2;
    private static final int DIGITS = 8;
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Pattern CODE = Pattern.compile("(?i).*(auth|token|session|sign|login|denied|forbid).*");

    private final State state;
    private final Clock clock;

    public SignInBackOff(State state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    /** Counts a failure, once for each sweep. */
    public synchronized void failed(Account account, String sweep) {
        Optional<Failed> before = read(account);
        if (before.map(Failed::sweep).filter(sweep::equals).isEmpty()) {
            int times = before.map(Failed::times).orElse(0) + 1;
            Failed now = new Failed(times, clock.instant(), sweep, settings(account));
            state.note(account.name(), NOTE, now.toNote());
        }
    }

    /** Counts a refusal that came with a good status, when its code is about signing in. */
    public void refused(Account account, String sweep, String code) {
        if (CODE.matcher(code).matches()) {
            failed(account, sweep);
        }
    }

    /** Forgets the failures before a sweep that got to the end of its list. */
    public void succeeded(Account account) {
        if (state.note(account.name(), NOTE).isPresent()) {
            state.note(account.name(), NOTE, null);
        }
    }

    /** Says why and until when the account is left alone; empty when it is not. */
    public Optional<String> suspended(Account account) {
        return read(account)
                .filter(failed -> clock.instant().isBefore(failed.leftAloneUntil(account)))
                .map(failed -> account.name() + ": signing in failed " + failed.times
                        + " times in a row; the account is left alone until "
                        + failed.leftAloneUntil(account).truncatedTo(ChronoUnit.SECONDS)
                        + ", or until its settings change.");
    }

    private Optional<Failed> read(Account account) {
        return state.note(account.name(), NOTE)
                .map(Failed::ofNote)
                .filter(failed -> failed.settings.equals(settings(account)));
    }

    /** Identifies the settings that failed, without disclosing them. */
    private static String settings(Account account) {
        return Sha256.hex(new TreeMap<>(account.parameters()).toString()).substring(0, DIGITS);
    }

    /** So many failures in a row, the last of them in this sweep and with these settings. */
    private record Failed(int times, Instant at, String sweep, String settings) {

        static Failed ofNote(String note) {
            String[] parts = note.split(" ");
            return new Failed(Integer.parseInt(parts[0]), Instant.parse(parts[1]), parts[2], parts[3]);
        }

        String toNote() {
            return times + " " + at + " " + sweep + " " + settings;
        }

        /** Half a tick early, as ticks are not exact. */
        Instant leftAloneUntil(Account account) {
            if (times <= FREE) {
                return at;
            }
            Duration every = account.every();
            Duration pause = every.multipliedBy(1L << Math.min(times - FREE, 20));
            Duration bounded = pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
            return at.plus(bounded).minus(every.dividedBy(2));
        }
    }
}
