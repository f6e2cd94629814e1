package io.contactroutes.request;

import io.contactroutes.config.Account;
import io.contactroutes.config.Origin;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.util.UnsafeUriCharactersEncoder;

/**
 * An address on a host of the account: a request carries the account's secrets, so it goes nowhere else.
 *
 * @param text in the form in which Camel sends it; braces are encoded, as Camel would take them for placeholders
 * @param parameter the account's parameter that holds the address of this host
 */
record RequestAddress(String text, Origin origin, String parameter) {

    /**
     * Checks an address, which may come from an answer of the provider.
     *
     * @param address null when there is none
     * @throws RequestException when it is not on the scheme, host and port of one of the account's addresses
     */
    static RequestAddress of(Account account, String address) {
        String text = UnsafeUriCharactersEncoder.encodeHttpURI(address == null ? "" : address);
        Optional<Origin> origin = Origin.of(text);
        return account.urls().stream()
                .filter(name -> origin.isPresent() && origin.equals(Origin.of(account.text(name))))
                .max(Comparator.comparingInt((String name) -> common(text, account.text(name)))
                        .thenComparing(name -> name.equals("url")))
                .map(name -> new RequestAddress(text, origin.get(), name))
                .orElseThrow(() -> new RequestException(
                        RequestException.Kind.REFUSED,
                        account.name() + ": a request was not sent, since its address is not on the host of "
                                + account.urls().stream().map(account::key).collect(Collectors.joining(" or "))
                                + " and would receive the account's secrets; check that setting and routes/providers/"
                                + account.provider() + ".camel.yaml."));
    }

    private static int common(String address, String beginning) {
        return address.startsWith(beginning) ? beginning.length() : 0;
    }

    /** What answers there, as the subject of a sentence. */
    String peer() {
        return parameter.equals("url") ? "the provider" : "the " + parameter.replaceAll("Url$", "") + " endpoint";
    }
}
