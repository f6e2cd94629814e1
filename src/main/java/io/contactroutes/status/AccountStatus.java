package io.contactroutes.status;

import io.contactroutes.config.Setting;
import io.contactroutes.state.EndedSweep;
import io.contactroutes.state.OpenSweep;
import io.contactroutes.sweep.Counts;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * What an operator sees of an account, as of a moment. Holds nothing personal and nothing secret.
 *
 * @param configured whether the settings have the account
 * @param activity what the bundle stored; null when the account is only known from a release before 0.2.0
 * @param open the sweep that has begun and not ended; null when there is none
 * @param lastComplete null when there is none
 * @param recent the newest sweeps that have ended, the newest first
 * @param paused since when an operator has paused it; null when it is not
 * @param holder the process that sweeps it
 * @param now the moment
 */
public record AccountStatus(
        String account,
        boolean configured,
        Activity activity,
        OpenSweep open,
        EndedSweep lastComplete,
        List<EndedSweep> recent,
        long deadLetters,
        long heldDeletes,
        Instant paused,
        Holder holder,
        Instant now) {

    /**
     * The process that sweeps an account, where several share the state.
     *
     * @param known whether the state tells whether one does; else it has only when one last said so
     * @param process its name; null when none does, or that is not known
     */
    record Holder(boolean known, String process) {

        static final Holder UNKNOWN = new Holder(false, null);
        static final Holder NONE = new Holder(true, null);
    }

    /** What an account does. */
    public enum Doing {
        /** A process is sweeping it. */
        SWEEPING,
        /** Its next tick sweeps it, or resumes its sweep. */
        WAITING,
        /** An operator has paused it. */
        PAUSED,
        /** It is not in the settings. */
        REMOVED
    }

    /** A sweep may take so much longer than the one before it without the account being late. */
    private static final Duration TOLERANCE = Duration.ofMinutes(1);

    /** Returns the provider; empty when it is not known. */
    public String provider() {
        return activity == null ? "" : activity.provider();
    }

    /** Returns the time from one sweep to the next, as configured; empty when it is not known. */
    public String every() {
        return activity == null ? "" : activity.every();
    }

    /** Returns the last sentence about the account; null when nothing is wrong. */
    public String message() {
        return activity == null ? null : activity.message();
    }

    /** Returns when that was said; null when nothing is wrong. */
    public Instant messageAt() {
        return message() == null ? null : Instant.ofEpochMilli(activity.messageAt());
    }

    public Doing doing() {
        if (!configured) {
            return Doing.REMOVED;
        }
        if (holder.known() ? holder.process() != null : isAlive()) {
            return Doing.SWEEPING;
        }
        return paused == null ? Doing.WAITING : Doing.PAUSED;
    }

    /** Returns the name of the process that sweeps it; null when none does, or there is only one. */
    public String process() {
        return holder.process();
    }

    /** Returns whether the last complete sweep ended no longer ago than {@code every}, its own duration and a minute. */
    public boolean isFresh() {
        return freshUntil().filter(until -> !now.isAfter(until)).isPresent();
    }

    /** Returns until when the account is fresh; empty when it was never swept completely. */
    public Optional<Instant> freshUntil() {
        return Optional.ofNullable(lastComplete).map(sweep -> sweep.end()
                .at()
                .plus(Duration.between(sweep.startedAt(), sweep.end().at()))
                .plus(activity == null ? Duration.ZERO : Setting.duration(activity.every()))
                .plus(TOLERANCE));
    }

    /** Returns the counters of the open sweep; none when there is none. */
    public Counts counts() {
        return open == null ? Counts.NONE : Counts.stored(open.progress());
    }

    /** Returns how many contacts the open sweep will read; empty when there is none, or that is not known. */
    public Optional<Long> expectedContacts() {
        return open == null ? Optional.empty() : counts().expected(Optional.ofNullable(lastComplete));
    }

    /** Returns when the running sweep will end at its present rate; empty when that is not known. */
    public Optional<Instant> estimatedEnd() {
        return doing() != Doing.SWEEPING || open == null || activity == null || activity.runningSince() == null
                ? Optional.empty()
                : Estimate.end(
                        counts(),
                        activity.contactsBefore(),
                        Instant.ofEpochMilli(activity.runningSince()),
                        now,
                        expectedContacts());
    }

    /** Returns the requests of the sweeps that began today (UTC), of the recent ones. */
    public long requestsToday() {
        Instant midnight = now.atZone(ZoneOffset.UTC)
                .toLocalDate()
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        long ended = recent.stream()
                .filter(sweep -> !sweep.startedAt().isBefore(midnight))
                .mapToLong(sweep -> Counts.stored(sweep.end().progress()).requests())
                .sum();
        boolean today = open != null && !open.startedAt().isBefore(midnight);
        return ended + (today ? counts().requests() : 0);
    }

    /** A process that has stored nothing for longer, though its sweep is open, has died or stopped. */
    private boolean isAlive() {
        return activity != null
                && activity.runningSince() != null
                && now.toEpochMilli() - activity.at()
                        <= ActivityRecorder.SIGN_OF_LIFE.multipliedBy(9).toMillis();
    }
}
