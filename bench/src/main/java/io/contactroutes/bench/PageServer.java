package io.contactroutes.bench;

import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import java.time.Duration;
import java.util.List;

/**
 * Serves Chatwoot's contact list from pages that are rendered once: the sandbox's own double of the API, on Vert.x. Each
 * argument is a list, as {@link PageList} writes it; for each its address is said.
 */
public final class PageServer {

    private static final String ACCOUNT_NAME = "bench";

    /** What the double accepts. */
    static final String TOKEN = Served.of(ACCOUNT_NAME, "chatwoot").token();

    private PageServer() {}

    public static void main(String[] args) throws InterruptedException {
        for (String list : args) {
            PageList wanted = PageList.parse(list);
            Options options = Options.defaults()
                    .withPageSize(wanted.pageSize())
                    .withLatency(Duration.ofMillis(wanted.latencyMillis()))
                    .withContacts(wanted.contacts())
                    .keepingPages();
            Child.say(ProviderDouble.start(List.of(Served.of(ACCOUNT_NAME, "chatwoot")), options)
                    .url(ACCOUNT_NAME));
        }
        ParentLines.reading(System.in).next();
    }
}
