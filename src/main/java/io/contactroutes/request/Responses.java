package io.contactroutes.request;

import io.contactroutes.config.Account;
import io.contactroutes.sweep.SignInBackOff;
import io.contactroutes.sweep.Sweep;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.apache.camel.component.http.HttpConstants;
import org.apache.camel.support.DefaultExchange;

/**
 * Says what a provider's answer means. Bean {@code answers}, the last step of a try.
 *
 * <p>A provider may say more in two variables. They hold patterns of {@code <status> <beginning of the body>}: {@code
 * signInAnswer}, by which it says that a token is wrong, and {@code retryAnswer}, which is worth another try.
 */
public final class Responses {

    private static final Set<Integer> TRY_AGAIN = Set.of(408, 425);
    private static final Set<Integer> WAIT = Set.of(429, 503);
    private static final Set<Integer> SIGN_IN = Set.of(401, 403);

    /** So much of an answer without a good status is looked at. */
    private static final int BEGINNING = 4096;

    private final RateLimits budgets;
    private final ResponseReader reader;
    private final SignInBackOff signIns;
    private final Clock clock;

    public Responses(RateLimits budgets, ResponseReader reader, SignInBackOff signIns, Clock clock) {
        this.budgets = budgets;
        this.reader = reader;
        this.signIns = signIns;
        this.clock = clock;
    }

    /** Reads the answer that came and tells its request. */
    public void read(Exchange exchange, @Variable("sweep") Sweep sweep, @Variable("request") Request request)
            throws IOException {
        int status = exchange.getVariable("header:answer." + HttpConstants.HTTP_RESPONSE_CODE, Integer.class);
        String contentType = exchange.getVariable("header:answer." + HttpConstants.CONTENT_TYPE, String.class);
        String retryAfter = exchange.getVariable("header:answer.Retry-After", String.class);
        try (InputStream body = exchange.getVariable("answer", InputStream.class)) {
            if (status / 100 == 2) {
                request.taken(reader.read(body, contentType));
            } else if (WAIT.contains(status) && (status == 429 || retryAfter != null)) {
                budgets.pause(request.account(), RetryAfter.end(retryAfter, clock.instant()));
                request.waitAsAsked(name(request) + "the provider asks to wait (" + status + ").");
            } else {
                judge(exchange, sweep, request, status, status + " " + beginning(body));
            }
        } catch (UnreadableResponseException e) {
            request.refused(name(request) + e.getMessage());
        } finally {
            forget(exchange);
        }
    }

    /** Counts a failed connection as an answer that is worth another try, unless no try can help. */
    public void none(Exchange exchange, @Variable("request") Request request) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        String trouble = name(request) + ConnectionFailure.of(request.account(), cause);
        if (ConnectionFailure.isFinal(cause)) {
            request.refused(trouble);
        } else {
            request.tryAgain(trouble);
        }
    }

    private void judge(Exchange exchange, Sweep sweep, Request request, int status, String answer) {
        Account account = request.account();
        if (SIGN_IN.contains(status) || matches(exchange, "signInAnswer", answer)) {
            signIns.failed(sweep);
            request.refused(name(request) + "the provider refused to sign in (" + status + "); check "
                    + account.secretKeys() + ".");
        } else if (status / 100 == 3) {
            request.refused(name(request) + "the provider answers with a redirect (" + status
                    + "), which is not followed as it could carry secrets elsewhere; check " + account.key("url")
                    + ".");
        } else if (status >= 500 || TRY_AGAIN.contains(status) || matches(exchange, "retryAnswer", answer)) {
            request.tryAgain(name(request) + "the provider is in trouble (" + status + ").");
        } else {
            request.refused(name(request) + "the provider refuses the request (" + status + "); check "
                    + account.key("url") + " and the account's other settings.");
        }
    }

    private static String beginning(InputStream body) {
        byte[] beginning = new byte[BEGINNING];
        int length = 0;
        try {
            for (int n = 0; body != null && n >= 0 && length < BEGINNING; length += Math.max(0, n)) {
                n = body.read(beginning, length, BEGINNING - length);
            }
        } catch (IOException e) {
            // the status says enough
        }
        return new String(beginning, 0, length, StandardCharsets.UTF_8);
    }

    private static boolean matches(Exchange exchange, String variable, String answer) {
        String pattern = exchange.getVariable(variable, "", String.class);
        return !pattern.isEmpty()
                && Pattern.compile(pattern, Pattern.DOTALL | Pattern.CASE_INSENSITIVE)
                        .matcher(answer)
                        .lookingAt();
    }

    /** Drops what Camel would keep of each answer until the sweep ends, and the answer's charset for the next request. */
    private static void forget(Exchange exchange) {
        exchange.removeVariable("answer");
        exchange.removeVariable("header:answer.*");
        exchange.removeProperty(Exchange.CHARSET_NAME);
        exchange.getUnitOfWork()
                .handoverSynchronization(
                        new DefaultExchange(exchange.getContext()),
                        kept -> kept.getClass().getName().startsWith("org.apache.camel.component.http."));
    }

    private static String name(Request request) {
        return request.account().name() + ": ";
    }
}
