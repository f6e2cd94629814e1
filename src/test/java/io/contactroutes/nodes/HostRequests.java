package io.contactroutes.nodes;

import io.contactroutes.sandbox.fault.Call;
import io.contactroutes.sandbox.fault.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The requests to a host, and which process each of them came from. */
final class HostRequests {

    private final List<Seen> seen = new ArrayList<>();

    /** @param answered null: not yet */
    record Seen(String account, String agent, int page, Instant arrived, Instant answered) {

        boolean overlaps(Seen other) {
            return answered != null
                    && other.answered != null
                    && arrived.isBefore(other.answered)
                    && other.arrived.isBefore(answered);
        }
    }

    /** Notes a request, and when the reply to it is sent. */
    Optional<Fault> note(String account, Call call, Fault answer) {
        int place;
        synchronized (seen) {
            place = seen.size();
            seen.add(new Seen(account, call.header("User-Agent").orElse("?"), call.page(), Instant.now(), null));
        }
        return Optional.of(new Fault(answer.name(), (honest, wire) -> {
            synchronized (seen) {
                Seen asked = seen.get(place);
                seen.set(place, new Seen(asked.account, asked.agent, asked.page, asked.arrived, Instant.now()));
            }
            answer.reply().send(honest, wire);
        }));
    }

    List<Seen> seen() {
        synchronized (seen) {
            return List.copyOf(seen);
        }
    }

    int count() {
        synchronized (seen) {
            return seen.size();
        }
    }

    /**
     * By how many requests the host was asked ahead of what its budget allows, in the worst of all windows of time. Requests that keep
     * their distance exactly, from the first to the last, are not ahead at all.
     */
    static double lead(List<Seen> requests, Duration spacing) {
        double lead = 0;
        double least = Double.MAX_VALUE;
        for (int n = 0; n < requests.size(); n++) {
            double allowed =
                    Duration.between(requests.get(0).arrived(), requests.get(n).arrived())
                                    .toNanos()
                            / (double) spacing.toNanos();
            least = Math.min(least, n - allowed);
            lead = Math.max(lead, n - allowed - least);
        }
        return lead;
    }
}
