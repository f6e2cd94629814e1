package io.contactroutes.request;

import io.contactroutes.config.Account;
import java.time.Duration;

/** Who a request is sent for: a sweep of an account. Exchange variable {@code sweep}. */
public interface RequestOwner {

    Account account();

    /** Identifies it among the owners of an account's requests. */
    String id();

    /** Counts a request for a page that is about to be sent; those for access tokens and further tries too. */
    void sending(int page);

    /**
     * Waits on behalf of a page.
     *
     * @throws RuntimeException when the page is no longer wanted
     */
    void pause(int page, Duration duration);
}
