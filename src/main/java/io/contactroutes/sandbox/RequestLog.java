package io.contactroutes.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The requests that arrived, in order of arrival, and how many were being answered at once. */
public final class RequestLog {

    private final List<Seen> seen = new ArrayList<>();
    private int inFlight;
    private int maximumInFlight;

    /**
     * A request that arrived.
     *
     * @param name  the account it was for
     * @param method HTTP method
     * @param path   path below the name, without the query
     * @param page   the page it asked for, as the provider understood it
     * @param at     when it arrived
     */
    public record Seen(String name, String method, String path, int page, Instant at) {}

    public synchronized List<Seen> seen() {
        return List.copyOf(seen);
    }

    public synchronized int count() {
        return seen.size();
    }

    /** The pages asked for, in order of arrival. */
    public synchronized List<Integer> pages() {
        return seen.stream().map(Seen::page).toList();
    }

    /** Requests that have neither been answered nor given up by their client. */
    public synchronized int inFlight() {
        return inFlight;
    }

    public synchronized int maximumInFlight() {
        return maximumInFlight;
    }

    /** Forgets what was seen; requests in flight stay counted. */
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
