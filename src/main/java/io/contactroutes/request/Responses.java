package io.contactroutes.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.config.Account;
import io.contactroutes.http.BoundedBody;
import io.contactroutes.http.LinkHeader;
import io.contactroutes.http.ResponseHeaders;
import io.contactroutes.http.RetryAfter;
import io.contactroutes.http.UnreadableResponseException;
import io.contactroutes.request.RequestListener.Outcome;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.apache.camel.support.DefaultExchange;

/**
 * Decides what a response means for its request. Bean {@code responses}.
 *
 * <p>A provider may describe further statuses in two variables. They hold patterns of {@code <status> <beginning of the
 * body>}: {@code signInAnswer}, by which it refuses a token, and {@code retryAnswer}, which is worth another try.
 */
public final class Responses {

    private static final Set<Integer> SIGN_IN = Set.of(401, 403);

    private final RateLimits rateLimits;
    private final SignInBackOff signIns;
    private final AccessTokens tokens;
    private final RetryPolicy policy;
    private final Clock clock;
    private final Clock steady;
    private final RequestListener listener;

    Responses(
            RateLimits rateLimits,
            SignInBackOff signIns,
            AccessTokens tokens,
            RetryPolicy policy,
            Clock clock,
            Clock steady,
            RequestListener listener) {
        this.rateLimits = rateLimits;
        this.signIns = signIns;
        this.tokens = tokens;
        this.policy = policy;
        this.clock = clock;
        this.steady = steady;
        this.listener = listener;
    }

    /**
     * Lets a response through that may be JSON.
     *
     * @throws StatusException when its status is not a good one
     * @throws UnreadableResponseException when it is not JSON
     */
    public void check(Exchange exchange, @Variable("request") Request request) throws IOException {
        ResponseHeaders headers = ResponseHeaders.of(exchange);
        BoundedBody.Content body =
                exchange.getVariable("response") instanceof BoundedBody.Content content ? content : null;
        request.received(body);
        if (headers.status() / 100 != 2) {
            throw new StatusException(
                    headers.status(), headers.first("Retry-After"), body == null ? "" : body.beginning());
        }
        if (headers.isMarkup()) {
            throw new UnreadableResponseException(" answers with a web page instead of JSON; check "
                    + request.addressKey() + ", and whether a proxy stands in between.");
        }
        if (exchange.getVariable("response") == null) {
            throw new UnreadableResponseException("'s answer is empty; check " + request.addressKey() + ".");
        }
        Charset charset = headers.foreignCharset();
        if (charset != null && body != null) {
            exchange.setVariable("response", new InputStreamReader(body, charset));
        }
    }

    /** Ends the request with its JSON; sets the variable {@code nextLink} when the response has a link to a next page. */
    public void accept(Exchange exchange, @Variable("request") Request request, @Variable("json") JsonNode json) {
        request.answered(json);
        listener.ended(request.account().name(), Outcome.SUCCESS);
        exchange.setVariable(
                "nextLink", LinkHeader.next(ResponseHeaders.of(exchange).all("Link"), request.address()));
    }

    /**
     * Decides whether a try that failed is followed by another.
     *
     * @throws RequestException when it is not
     */
    public void fail(Exchange exchange, @Variable("sweep") RequestOwner owner, @Variable("request") Request request) {
        String account = request.account().name();
        try {
            listener.ended(account, judge(exchange, owner, request));
        } catch (RequestException last) {
            listener.ended(account, Outcome.of(last.kind()));
            throw last;
        }
    }

    private Outcome judge(Exchange exchange, RequestOwner owner, Request request) {
        Exception failure = (Exception) exchange.removeProperty(Exchange.EXCEPTION_CAUGHT);
        if (failure instanceof StatusException response) {
            return judge(exchange, owner, request, response);
        }
        AttemptFailure why = AttemptFailure.of(failure, request);
        if (why.isFinal()) {
            throw request.refused(why.sentence());
        }
        request.tryAgain(why.sentence());
        return Outcome.FAILED;
    }

    private Outcome judge(Exchange exchange, RequestOwner owner, Request request, StatusException response) {
        int status = response.status();
        Account account = request.account();
        if (SIGN_IN.contains(status) || matches(exchange, "signInAnswer", response)) {
            if (status == 403 || !tokens.renew(request)) {
                signIns.failed(account, owner.id());
                throw request.refused(
                        request.peer() + " refused to sign in (" + status + "); check " + account.secretKeys() + ".");
            }
        } else if (status / 100 == 3) {
            throw request.refused(request.peer() + " answers with a redirect (" + status
                    + "), which is not followed as it could carry secrets elsewhere; check " + request.addressKey()
                    + ".");
        } else if (policy.retries(status) && response.asksToWait()) {
            Instant now = clock.instant();
            Duration pause = Duration.between(now, RetryAfter.end(response.retryAfter(), now));
            rateLimits.pause(request, steady.instant().plus(pause));
            request.tryAfterPause(request.peer() + " asks to wait (" + status + ").");
            return Outcome.RATE_LIMITED;
        } else if (policy.retries(status) || matches(exchange, "retryAnswer", response)) {
            request.tryAgain(request.peer() + " failed (" + status + ").");
        } else {
            throw request.refused(request.peer() + " refuses the request (" + status + "); check "
                    + request.addressKey() + " and the account's other settings.");
        }
        return Outcome.FAILED;
    }

    private static boolean matches(Exchange exchange, String variable, StatusException response) {
        String pattern = exchange.getVariable(variable, "", String.class);
        return !pattern.isEmpty()
                && Pattern.compile(pattern, Pattern.DOTALL | Pattern.CASE_INSENSITIVE)
                        .matcher(response.text())
                        .lookingAt();
    }

    /** Closes the response, and drops what Camel would keep of it until the sweep ends, its charset among it. */
    public void release(Exchange exchange, @Variable("request") Request request) {
        if (request.body() != null) {
            request.body().close();
            request.received(null);
        }
        exchange.getVariables().keySet().removeIf(name -> name.startsWith(ResponseHeaders.PREFIX));
        exchange.removeVariable("response");
        exchange.removeVariable("json");
        exchange.removeProperty(Exchange.CHARSET_NAME);
        exchange.getUnitOfWork()
                .handoverSynchronization(
                        new DefaultExchange(exchange.getContext()),
                        kept -> kept.getClass().getName().startsWith("org.apache.camel.component.http."));
    }
}
