package io.contactroutes.sweep;

import io.contactroutes.config.Account;
import java.util.Locale;

/** How a provider's list is walked: the parameter {@code paging} of its template. */
public enum Paging {
    /** By page numbers, several pages in flight. */
    NUMBER,
    /** By the cursor that each page gives for the next one, one page in flight. */
    CURSOR,
    /** By the address that each page gives for the next one, one page in flight. */
    LINK;

    static Paging of(Account account) {
        return valueOf(account.text("paging").toUpperCase(Locale.ROOT));
    }
}
