package io.contactroutes.request;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.config.Account;
import io.contactroutes.config.Origin;
import io.contactroutes.http.BoundedBody;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** One request: its tries, and what came of the last of them. Exchange variable {@code request}. */
public final class Request {

    private final Account account;
    private final RequestAddress address;
    private final RetryPolicy policy;
    private final Clock clock;
    private Instant retryEnd;
    private Instant notBefore = Instant.EPOCH;
    private int tries;
    private BoundedBody.Content body;
    private String token;
    private boolean renewed;
    private JsonNode answer;
    private boolean ended;

    Request(Account account, RequestAddress address, RetryPolicy policy, Clock clock) {
        this.account = account;
        this.address = address;
        this.policy = policy;
        this.clock = clock;
    }

    Account account() {
        return account;
    }

    /** Where it goes. */
    String address() {
        return address.text();
    }

    Origin origin() {
        return address.origin();
    }

    /** What it goes to, as the subject of a sentence. */
    String peer() {
        return address.peer();
    }

    /** The key of the setting that holds the address of the host it goes to. */
    String addressKey() {
        return account.key(address.parameter());
    }

    /** Whether there is to be another try. A loop in a route asks for it also after a failure. */
    boolean isOpen() {
        return !ended;
    }

    /** How long to wait before the next try. */
    Duration backOff() {
        return Duration.between(clock.instant(), notBefore);
    }

    /** Ends the tries. */
    void answered(JsonNode json) {
        answer = json;
        ended = true;
    }

    /** The JSON that was asked for. */
    JsonNode answer() {
        return answer;
    }

    /** The failure that ends the request because another try cannot help. */
    RequestException refused(String why) {
        return failure(RequestException.Kind.REFUSED, why);
    }

    /**
     * Has the request sent again after a wait.
     *
     * @throws RequestException when it was tried often or long enough
     */
    void tryAgain(String why) {
        failed();
        notBefore = clock.instant().plus(policy.wait(tries));
        if (tries >= policy.maxTries() || notBefore.isAfter(retryEnd)) {
            throw failure(RequestException.Kind.PUT_OFF, why + afterTries());
        }
    }

    /**
     * Has the request sent again after the pause of its host.
     *
     * @throws RequestException when it was tried often enough
     */
    void tryAfterPause(String why) {
        failed();
        if (tries >= policy.maxTries()) {
            throw failure(RequestException.Kind.RATE_LIMITED, why + afterTries());
        }
    }

    /**
     * Accepts a pause of the host.
     *
     * @throws RequestException when it ends after the retry timeout
     */
    void acceptPause(Instant pausedUntil) {
        Instant end = retryEnd == null ? clock.instant().plus(policy.retryTimeout()) : retryEnd;
        if (pausedUntil.isAfter(end)) {
            throw failure(
                    RequestException.Kind.RATE_LIMITED,
                    "the provider asks to wait longer than contacts.request.retry-timeout; the sweep continues at"
                            + " the next tick or start.");
        }
        if (pausedUntil.isAfter(clock.instant())) {
            retryEnd = end;
        }
    }

    /** The access token that the current try carries; null when it carries none. */
    String token() {
        return token;
    }

    void signedInBy(String accessToken) {
        token = accessToken;
    }

    /** Whether a new access token may be fetched because this one was refused: once. */
    boolean mayRenewToken() {
        boolean first = token != null && !renewed;
        renewed |= first;
        return first;
    }

    /** The body of the response to the current try; null when there is none. */
    BoundedBody.Content body() {
        return body;
    }

    void received(BoundedBody.Content content) {
        body = content;
    }

    private void failed() {
        tries++;
        if (retryEnd == null) {
            retryEnd = clock.instant().plus(policy.retryTimeout());
        }
    }

    private String afterTries() {
        return (tries == 1 ? " One try" : " " + tries + " tries")
                + " did not help; the sweep continues at the next tick or start.";
    }

    private RequestException failure(RequestException.Kind kind, String why) {
        ended = true;
        return new RequestException(kind, account.name() + ": " + why);
    }
}
