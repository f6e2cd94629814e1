package io.contactroutes.config;

import java.util.Set;

/** What a parameter of an account decides about its list. The role follows from the parameter's name. */
public enum ParameterRole {
    /** Which contacts are listed: address, account id, filters, and a session, which selects what the list is of. */
    LIST,
    /** How the list is walked: size and order of its pages. */
    WALK,
    /** Only who signs in. */
    SIGN_IN,
    /** Nothing: pace, limits, and how contacts are mapped. */
    NONE;

    private static final Set<String> PACE = Set.of(
            "declaresTotal",
            "defaultRegion",
            "every",
            "firstTick",
            "parallelPages",
            "requestsPerMinute",
            "maxPages",
            "recentEvery");
    private static final Set<String> PAGES = Set.of("paging", "perPage", "pageSize", "sort", "sorts", "recent");

    /** Returns the role of a parameter that is part of the request. */
    public static ParameterRole of(String parameter) {
        if (PACE.contains(parameter)) {
            return NONE;
        }
        if (PAGES.contains(parameter)) {
            return WALK;
        }
        boolean signsIn = Account.isSecret(parameter) && !parameter.endsWith("session");
        return signsIn ? SIGN_IN : LIST;
    }
}
