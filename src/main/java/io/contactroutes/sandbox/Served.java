package io.contactroutes.sandbox;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * An account that the double serves under {@code /<account>}, with the credentials that it accepts. They are fixed and
 * clearly fake, and differ from account to account, so that a request with another account's token is found out.
 *
 * @param name     name of the account, and first segment of its path
 * @param api       how its provider answers
 * @param token     the one token that is accepted
 * @param session   iSlash's session key
 * @param accountId Chatwoot's account number
 * @param contacts  how many contacts it starts with; empty: as many as {@link Options#contacts()} says
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

    /** An account of any provider, a made-up one of a test included. */
    public static Served of(String name, ProviderApi api) {
        return new Served(name, api, "sandbox-token-" + name, "sandbox-session-" + name, "1", OptionalInt.empty());
    }

    /** An account of one of the three providers that ship. */
    public static Served of(String name, String provider) {
        return of(name, ProviderApi.named(provider));
    }

    /** The five accounts of the shipped {@code application.properties}. */
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
