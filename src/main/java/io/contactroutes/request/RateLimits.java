package io.contactroutes.request;

import io.contactroutes.config.Account;
import io.contactroutes.sweep.Sweep;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Variable;

/**
 * The request budget of each host, shared by all accounts on it: the smallest {@code requestsPerMinute} among them. Bean
 * {@code budgets}, the first step of a request.
 */
public final class RateLimits {

    private final Map<String, HostRateLimit> byHost = new HashMap<>();

    public RateLimits(Collection<Account> accounts, Clock clock) {
        Map<String, Integer> perMinute = new HashMap<>();
        accounts.forEach(account -> perMinute.merge(account.host(), account.count("requestsPerMinute"), Math::min));
        perMinute.forEach((host, requests) -> byHost.put(host, new HostRateLimit(requests, clock)));
    }

    /**
     * Waits for a place in the host's budget, and for the end of a pause that the host asked for.
     *
     * @throws io.contactroutes.sweep.SweepStopException when the sweep is stopped, or the pause is longer than our
     *     patience
     */
    public void take(@Variable("sweep") Sweep sweep, @Variable("page") int page, @Variable("request") Request request) {
        of(sweep.account()).take(request, duration -> sweep.pause(page, duration));
    }

    HostRateLimit of(Account account) {
        return byHost.get(account.host());
    }

    /** Makes the whole host wait, because one of its answers said so. */
    void pause(Account account, Instant until) {
        of(account).pauseUntil(until);
    }
}
