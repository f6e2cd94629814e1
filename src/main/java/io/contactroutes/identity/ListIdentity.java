package io.contactroutes.identity;

import io.contactroutes.config.Account;
import io.contactroutes.config.ParameterRole;
import io.contactroutes.config.Sha256;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Identifies what an account's list is made of, without disclosing it: for each part of its request the beginning of a salted
 * digest.
 *
 * @param salt another one for each account
 * @param digests by the name of the parameter; the provider and its file are under names of their own
 */
record ListIdentity(String salt, Map<String, String> digests) {

    private static final String PROVIDER = "template-id";
    private static final String FILE = "the provider's file";
    private static final int DIGITS = 8;

    /** Identifies the list of an account as it is configured now. */
    static ListIdentity of(Account account, String request, String salt) {
        Map<String, String> digests = new TreeMap<>();
        account.parameters().forEach((name, value) -> {
            if (ParameterRole.of(name) != ParameterRole.NONE && isPartOf(request, name)) {
                digests.put(name, digest(salt, name, value));
            }
        });
        digests.put(PROVIDER, digest(salt, PROVIDER, account.provider()));
        digests.put(FILE, digest(salt, FILE, request));
        return new ListIdentity(salt, digests);
    }

    static String newSalt() {
        return UUID.randomUUID().toString();
    }

    /** Reads what {@link #toString()} wrote. */
    static ListIdentity of(String text) {
        String[] lines = text.split("\n");
        Map<String, String> digests = Arrays.stream(lines)
                .skip(1)
                .collect(Collectors.toMap(
                        line -> line.substring(line.indexOf(' ') + 1), line -> line.substring(0, line.indexOf(' '))));
        return new ListIdentity(lines[0], digests);
    }

    /** Returns the names of the parts that are others than before, in order. */
    Set<String> changedSince(ListIdentity before) {
        Set<String> names = new TreeSet<>(digests.keySet());
        names.addAll(before.digests.keySet());
        names.removeIf(name -> digests.getOrDefault(name, "").equals(before.digests.get(name)));
        return names;
    }

    /** Returns whether a part decides which contacts are listed. */
    static boolean shapesList(String part) {
        return part.equals(PROVIDER) || part.equals(FILE) || ParameterRole.of(part) == ParameterRole.LIST;
    }

    @Override
    public String toString() {
        return digests.entrySet().stream()
                .map(part -> part.getValue() + " " + part.getKey())
                .collect(Collectors.joining("\n", salt + "\n", ""));
    }

    /**
     * Looks for a placeholder that holds the parameter's name, which may be one of several. The way of walking is that of every
     * request, though no provider's file names it.
     */
    private static boolean isPartOf(String request, String parameter) {
        return parameter.equals("paging")
                || parameter.equals("sorts")
                || Pattern.compile("\\{\\{\\??([^{}:]+:)*" + Pattern.quote(parameter) + "(:[^}]*)?}}")
                        .matcher(request)
                        .find();
    }

    private static String digest(String salt, String name, String value) {
        return Sha256.hex(String.join("\n", salt, name, value)).substring(0, DIGITS);
    }
}
