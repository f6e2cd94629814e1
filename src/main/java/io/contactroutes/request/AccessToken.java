package io.contactroutes.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A token of an OAuth2 authorization server (RFC 6749, 5.1).
 *
 * @param expires when it is no longer used: somewhat before it expires
 */
record AccessToken(String value, Instant expires) {

    /** How long a token is used that does not state its lifetime. */
    static final Duration DEFAULT_LIFETIME = Duration.ofMinutes(5);

    private static final Duration LONGEST_MARGIN = Duration.ofMinutes(1);
    private static final int MARGIN_SHARE = 10;

    /** The token in an answer; empty when there is none that fits into a header. */
    static Optional<AccessToken> of(JsonNode answer, Instant now) {
        String value = answer.path("access_token").asText();
        if (!value.matches("[\\x21-\\x7e]+")) {
            return Optional.empty();
        }
        long seconds = answer.path("expires_in").asLong();
        Duration lifetime = seconds > 0 ? Duration.ofSeconds(Math.min(seconds, Integer.MAX_VALUE)) : DEFAULT_LIFETIME;
        Duration share = lifetime.dividedBy(MARGIN_SHARE);
        Duration margin = share.compareTo(LONGEST_MARGIN) > 0 ? LONGEST_MARGIN : share;
        return Optional.of(new AccessToken(value, now.plus(lifetime).minus(margin)));
    }

    boolean isValid(Instant now) {
        return now.isBefore(expires);
    }

    /** Does not hold the token. */
    @Override
    public String toString() {
        return "access token until " + expires;
    }
}
