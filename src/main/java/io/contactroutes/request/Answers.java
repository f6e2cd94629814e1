package io.contactroutes.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.config.Account;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;
import org.apache.camel.component.http.HttpConstants;

/**
 * Says what a provider's answer means. Bean {@code answers}, the last step of a try.
 *
 * <p>A family may name further statuses in two variables, separated by blanks: {@code signInStatus}, those by which it
 * says that a token is wrong, and {@code retryStatus}, those that are worth another try.
 */
public final class Answers {

    private static final Set<Integer> TRY_AGAIN = Set.of(408, 425);
    private static final Set<Integer> WAIT = Set.of(429, 503);
    private static final Set<Integer> SIGN_IN = Set.of(401, 403);

    private final Budgets budgets;
    private final AnswerReader reader;
    private final Clock clock;

    public Answers(Budgets budgets, AnswerReader reader, Clock clock) {
        this.budgets = budgets;
        this.reader = reader;
        this.clock = clock;
    }

    /** Reads the answer that came and tells its request. */
    public void read(Exchange exchange, @Variable("request") Request request) throws IOException {
        int status = exchange.getVariable("header:answer." + HttpConstants.HTTP_RESPONSE_CODE, Integer.class);
        String contentType = exchange.getVariable("header:answer." + HttpConstants.CONTENT_TYPE, String.class);
        String retryAfter = exchange.getVariable("header:answer.Retry-After", String.class);
        try (InputStream body = exchange.getVariable("answer", InputStream.class)) {
            if (status / 100 == 2) {
                take(request, body, contentType);
            } else {
                judge(exchange, request, status, retryAfter);
            }
        } finally {
            exchange.removeVariable("answer");
            exchange.removeVariable("header:answer.*");
        }
    }

    /** Counts a failed connection as an answer that is worth another try. */
    public void none(Exchange exchange, @Variable("request") Request request) {
        Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        request.tryAgain(name(request) + ConnectionTrouble.of(cause) + ".");
    }

    private void take(Request request, InputStream body, String contentType) throws IOException {
        try {
            JsonNode json = reader.read(body, contentType);
            request.taken(json);
        } catch (UnreadableAnswerException e) {
            request.refused(name(request) + e.getMessage());
        }
    }

    private void judge(Exchange exchange, Request request, int status, String retryAfter) {
        Set<Integer> signIn = statuses(exchange, "signInStatus");
        Account account = request.account();
        if (SIGN_IN.contains(status) || signIn.contains(status)) {
            request.refused(name(request) + "the provider refused to sign in (" + status + "); check "
                    + account.secrets().stream().map(account::key).collect(Collectors.joining(" and ")) + ".");
        } else if (status / 100 == 3) {
            request.refused(name(request) + "the provider answers with a redirect (" + status
                    + "), which is not followed as it could carry secrets elsewhere; check " + account.key("url")
                    + ".");
        } else if (WAIT.contains(status) && (status == 429 || retryAfter != null)) {
            budgets.pause(account, pauseEnd(retryAfter));
            request.waitAsAsked(name(request) + "the provider asks to wait (" + status + ").");
        } else if (status >= 500
                || TRY_AGAIN.contains(status)
                || statuses(exchange, "retryStatus").contains(status)) {
            request.tryAgain(name(request) + "the provider is in trouble (" + status + ").");
        } else {
            request.refused(name(request) + "the provider refuses the request (" + status + "); check "
                    + account.key("url") + " and the account's other settings.");
        }
    }

    /** {@code Retry-After} in seconds or as a date (RFC 9110, 10.2.3); without it, the next full minute. */
    private Instant pauseEnd(String retryAfter) {
        Instant now = clock.instant();
        return parse(retryAfter, now).orElseGet(() -> {
            long nextMinute = (now.getEpochSecond() / 60 + 1) * 60;
            return Instant.ofEpochSecond(nextMinute)
                    .plusMillis(ThreadLocalRandom.current().nextLong(1000));
        });
    }

    private static Optional<Instant> parse(String retryAfter, Instant now) {
        if (retryAfter == null) {
            return Optional.empty();
        }
        String value = retryAfter.strip();
        if (value.matches("\\d{1,9}")) {
            return Optional.of(now.plus(Duration.ofSeconds(Long.parseLong(value))));
        }
        try {
            return Optional.of(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty(); // not a form of the header: as if it were not there
        }
    }

    private static Set<Integer> statuses(Exchange exchange, String variable) {
        String words = exchange.getVariable(variable, "", String.class);
        return words.isBlank()
                ? Set.of()
                : Set.of(words.strip().split("\\s+")).stream()
                        .map(Integer::valueOf)
                        .collect(Collectors.toSet());
    }

    private static String name(Request request) {
        return request.account().alias() + ": ";
    }
}
