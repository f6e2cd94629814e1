package io.contactroutes.status;

import io.contactroutes.sweep.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Estimates when a sweep ends. */
final class Estimate {

    private Estimate() {}

    /**
     * Returns when a sweep ends if it goes on as since it was begun or resumed; empty when it has read nothing since, or the length of
     * the list is not known.
     *
     * @param before how many contacts it had read before that
     * @param contacts how many it will have seen at its end
     */
    static Optional<Instant> end(Counts counts, long before, Instant since, Instant now, Optional<Long> contacts) {
        long read = counts.contacts() - before;
        long millis = Duration.between(since, now).toMillis();
        return read <= 0
                ? Optional.empty()
                : contacts.map(all -> now.plusMillis(Math.max(0, all - counts.seen()) * millis / read));
    }
}
