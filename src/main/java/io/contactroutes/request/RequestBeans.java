package io.contactroutes.request;

import io.contactroutes.config.Account;
import io.contactroutes.config.Setting;
import io.contactroutes.config.Settings;
import io.contactroutes.http.RequestLimits;
import io.contactroutes.http.ResponseMapper;
import io.contactroutes.state.State;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import org.apache.camel.Predicate;

/** The beans that the routes of the request step call, each under the name that the routes have for it. */
public final class RequestBeans implements AutoCloseable {

    private final SignInBackOff signIns;
    private final RequestLimits limits;
    private final RateLimits rateLimits;
    private final Map<String, Object> byName;

    /**
     * @param accounts those that send requests
     * @param clock the system's, for what is stored and for dates that a provider sends
     * @param steady for waits and time-outs: {@link SteadyClock}
     * @param listener is notified of all requests
     */
    public RequestBeans(
            Settings settings,
            Collection<Account> accounts,
            State state,
            Clock clock,
            Clock steady,
            RequestListener listener) {
        RetryPolicy policy = RetryPolicy.of(settings);
        int maxBytes = settings.bytes(Setting.REQUEST_MAX_BODY);
        signIns = new SignInBackOff(state, clock);
        limits = new RequestLimits(settings.duration(Setting.REQUEST_TIMEOUT), maxBytes);
        rateLimits = new RateLimits(accounts, state.processes(), steady, listener);
        AccessTokens accessTokens = new AccessTokens(steady);
        Requests requests = new Requests(policy, steady);
        byName = Map.of(
                "requests", requests,
                "tryAgain", (Predicate) requests::tryAgain,
                "rateLimits", rateLimits,
                "accessTokens", accessTokens,
                "requestLimits", limits,
                "responseMapper", ResponseMapper.of(maxBytes, settings.count(Setting.REQUEST_MAX_DEPTH)),
                "responses", new Responses(rateLimits, signIns, accessTokens, policy, clock, steady, listener));
    }

    public Map<String, Object> byName() {
        return byName;
    }

    public SignInBackOff signIns() {
        return signIns;
    }

    public RateLimits rateLimits() {
        return rateLimits;
    }

    @Override
    public void close() {
        limits.close();
    }
}
