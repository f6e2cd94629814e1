package io.contactroutes.request;

import io.contactroutes.config.Account;
import io.contactroutes.config.Origin;
import io.contactroutes.state.Processes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Variable;

/**
 * Limits the requests to each host, for all accounts on it together, in all processes: to the smallest {@code requestsPerMinute}
 * among them.
 * Bean {@code rateLimits}.
 */
public final class RateLimits {

    private final Map<Origin, HostRateLimit> byOrigin = new HashMap<>();
    private final Clock clock;
    private final RequestListener listener;

    RateLimits(Collection<Account> accounts, Processes processes, Clock clock, RequestListener listener) {
        this.clock = clock;
        this.listener = listener;
        Map<Origin, Integer> perMinute = new HashMap<>();
        accounts.forEach(account -> account.urls().forEach(name -> Origin.of(account.text(name))
                .ifPresent(origin -> perMinute.merge(origin, account.count("requestsPerMinute"), Math::min))));
        perMinute.forEach((origin, requests) ->
                byOrigin.put(origin, new HostRateLimit(origin.text(), requests, processes, clock)));
    }

    /**
     * Waits until the request's host may be asked, and for the end of a pause that the host asked for.
     *
     * @throws RequestException when the pause is longer than the retry timeout
     * @throws RuntimeException when the page is no longer wanted
     */
    public void take(
            @Variable("sweep") RequestOwner owner, @Variable("page") int page, @Variable("request") Request request) {
        long begun = System.nanoTime();
        of(request.origin()).take(request, duration -> owner.pause(page, duration));
        listener.waited(owner.account().name(), Duration.ofNanos(System.nanoTime() - begun));
        owner.sending(page);
    }

    HostRateLimit of(Origin origin) {
        return byOrigin.get(origin);
    }

    /** Makes the whole host of a request wait, because one of its answers asked for it. */
    void pause(Request request, Instant until) {
        of(request.origin()).pauseUntil(until);
    }

    /** Has hosts wait that other processes were asked to let wait: so much longer, by host. */
    public void learn(Map<String, Duration> pauses) {
        byOrigin.forEach((origin, limit) -> {
            Duration pause = pauses.get(origin.text());
            if (pause != null) {
                limit.learnPause(clock.instant().plus(pause));
            }
        });
    }
}
