package io.contactroutes.sandbox;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Describes an account that the double serves under {@code /<account>}, with the credentials that it accepts. They are fixed
 * and clearly fake, and differ from account to account, so that a request with another account's token is refused.
 *
 * @param name      name of the account, and first segment of its path
 * @param api       how its provider responds
 * @param token     the one token that is accepted
 * @param session   iSlash's session key
 * @param accountId Chatwoot's account number
 * @param contacts  how many contacts it starts with; empty: {@link Options#contacts()}
 */
public record Served(
        String name, ProviderApi api, String token, String session, String accountId, OptionalInt contacts) {

    private static final Pattern ACCOUNT_NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    public Served {
        if (!ACCOUNT_NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "The name of an account is a path segment of letters, digits and hyphens, not: " + name);
        }
        Objects.requireNonNull(api, "api");
        Objects.requireNonNull(contacts, "contacts");
    }

    /** Returns an account of any provider, also one that a test defines. */
    public static Served of(String name, ProviderApi api) {
        return new Served(name, api, "sandbox-token-" + name, "sandbox-session-" + name, "1", OptionalInt.empty());
    }

    /** Returns an account of one of the three shipped providers. */
    public static Served of(String name, String provider) {
        return of(name, ProviderApi.named(provider));
    }

    /** Returns the five accounts of the shipped {@code application.properties}. */
    public static List<Served> shipped() {
        return List.of(
                of("islash", "islash"),
                of("express-chat", "botpenguin"),
                of("eleapi", "botpenguin"),
                of("flowmatix", "botpenguin"),
                of("99digital", "chatwoot"));
    }

    public Served withContacts(int count) {
        return new Served(name, api, token, session, accountId, OptionalInt.of(count));
    }

    public Served withToken(String accepted) {
        return new Served(name, api, accepted, session, accountId, contacts);
    }

    public Served withSession(String accepted) {
        return new Served(name, api, token, accepted, accountId, contacts);
    }

    public String provider() {
        return api.provider();
    }
}
