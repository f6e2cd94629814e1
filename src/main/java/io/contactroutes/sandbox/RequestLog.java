package io.contactroutes.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Records the requests that arrived, in order of arrival, and how many were in flight at once. */
public final class RequestLog {

    private final List<Seen> seen = new ArrayList<>();
    private int inFlight;
    private int maximumInFlight;

    /**
     * Describes a request that arrived.
     *
     * @param account the account it was for
     * @param method HTTP method
     * @param path   path below the account's name, without the query
     * @param page   the page it asked for, as the provider understood it; 0: an access token
     * @param at     when it arrived
     */
    public record Seen(String account, String method, String path, int page, Instant at) {}

    public synchronized List<Seen> seen() {
        return List.copyOf(seen);
    }

    public synchronized int count() {
        return seen.size();
    }

    /** Returns the requested pages, in order of arrival. */
    public synchronized List<Integer> pages() {
        return seen.stream().map(Seen::page).toList();
    }

    /** Returns how many requests have neither been answered nor abandoned by their client. */
    public synchronized int inFlight() {
        return inFlight;
    }

    public synchronized int maximumInFlight() {
        return maximumInFlight;
    }

    /** Clears the log; requests in flight stay counted. */
    public synchronized void clear() {
        seen.clear();
        maximumInFlight = inFlight;
    }

    synchronized void arrived(Seen request) {
        seen.add(request);
        maximumInFlight = Math.max(maximumInFlight, ++inFlight);
    }

    synchronized void ended() {
        inFlight--;
    }
}
