package io.contactroutes.request;

import io.contactroutes.config.Setting;
import io.contactroutes.config.Settings;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * When and how often a request is tried again: the settings {@code contacts.request.*}.
 *
 * @param retryTimeout how long, from the first failure on
 * @param maxTries how often at most
 * @param backOff the shortest wait after the first failure; each further wait is twice as long
 * @param maxBackOff the longest wait
 * @param statuses those that are worth another try, such as {@code 429} and {@code 5xx}
 */
record RetryPolicy(Duration retryTimeout, int maxTries, Duration backOff, Duration maxBackOff, Set<String> statuses) {

    static RetryPolicy of(Settings settings) {
        return new RetryPolicy(
                settings.duration(Setting.REQUEST_RETRY_TIMEOUT),
                settings.count(Setting.REQUEST_MAX_TRIES),
                settings.duration(Setting.REQUEST_BACK_OFF),
                settings.duration(Setting.REQUEST_MAX_BACK_OFF),
                Set.of(settings.text(Setting.REQUEST_RETRY_STATUSES).split("\\s*,\\s*")));
    }

    /** Whether another try may help after this status. */
    boolean retries(int status) {
        return statuses.contains(String.valueOf(status)) || statuses.contains(status / 100 + "xx");
    }

    /** The wait after so many tries; jitter avoids synchronized requests. */
    Duration wait(int tries) {
        Duration doubled = backOff.multipliedBy(1L << Math.min(tries, 20));
        long millis = (doubled.compareTo(maxBackOff) > 0 ? maxBackOff : doubled).toMillis();
        return Duration.ofMillis(millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1));
    }
}
