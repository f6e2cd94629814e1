package io.contactroutes.status;

import io.contactroutes.state.EndedSweep;
import io.contactroutes.sweep.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Estimates how long a list is and when a sweep of it ends. */
final class Estimate {

    private Estimate() {}

    /**
     * Returns how many contacts a sweep will read: as many as the provider declares, else as many as the last complete sweep read;
     * empty when neither is known.
     *
     * @param lastComplete null when there is none
     */
    static Optional<Long> contacts(Counts counts, EndedSweep lastComplete) {
        return counts.total() != null && !counts.total().missing()
                ? Optional.of(counts.total().last())
                : Optional.ofNullable(lastComplete)
                        .map(sweep -> Counts.stored(sweep.end().progress()).seen());
    }

    /**
     * Returns when a sweep ends if it goes on as since it was begun or resumed; empty when it has read nothing since, or the length of
     * the list is not known.
     *
     * @param before how many contacts it had read before that
     */
    static Optional<Instant> end(Counts counts, long before, Instant since, Instant now, Optional<Long> contacts) {
        long read = counts.contacts() - before;
        long millis = Duration.between(since, now).toMillis();
        return read <= 0
                ? Optional.empty()
                : contacts.map(all -> now.plusMillis(Math.max(0, all - counts.seen()) * millis / read));
    }
}
