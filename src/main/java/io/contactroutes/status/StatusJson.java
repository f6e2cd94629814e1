package io.contactroutes.status;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contactroutes.state.EndedSweep;
import io.contactroutes.state.Processes.Member;
import io.contactroutes.sweep.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Writes the status of accounts as JSON. Times are RFC 3339 in UTC, durations are seconds; what is not known is absent. */
public final class StatusJson {

    /** How many sweeps an account's history has. */
    private static final int HISTORY = 20;

    private StatusJson() {}

    /** Returns an object with the list {@code accounts} and, where several processes share the state, {@code processes}. */
    public static ObjectNode of(BundleStatus bundle) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode accounts = json.putArray("accounts");
        bundle.accounts().forEach(account -> accounts.add(account(account)));
        if (bundle.several()) {
            ArrayNode processes = json.putArray("processes");
            bundle.processes().forEach(process -> processes.add(process(process)));
        }
        return json;
    }

    private static ObjectNode process(Member process) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", process.name())
                .put("since", Instant.ofEpochMilli(process.since()).toString())
                .put("seen", Instant.ofEpochMilli(process.seen()).toString())
                .put("alive", process.alive());
        ArrayNode sweeps = json.putArray("sweeps");
        process.accounts().forEach(sweeps::add);
        return json;
    }

    private static ObjectNode account(AccountStatus status) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("account", status.account());
        json.put("provider", status.provider()).put("every", status.every());
        json.put("doing", status.doing().name().toLowerCase(Locale.ROOT));
        json.put("fresh", status.isFresh());
        status.freshUntil().ifPresent(until -> json.put("freshUntil", until.toString()));
        if (status.paused() != null) {
            json.put("pausedSince", status.paused().toString());
        }
        if (status.lastComplete() != null) {
            json.set(
                    "lastComplete",
                    sweep(status.lastComplete())
                            .put(
                                    "ageSeconds",
                                    seconds(status.lastComplete().end().at(), status.now())));
        }
        if (status.open() != null) {
            json.set("openSweep", open(status));
        }
        if (status.message() != null) {
            json.put("message", status.message())
                    .put("messageAt", status.messageAt().toString());
        }
        json.put("deadLetters", status.deadLetters())
                .put("heldDeletes", status.heldDeletes())
                .put("requestsToday", status.requestsToday());
        ArrayNode history = json.putArray("history");
        status.recent().stream().limit(HISTORY).forEach(sweep -> history.add(sweep(sweep)));
        return json;
    }

    private static ObjectNode open(AccountStatus status) {
        Counts counts = status.counts();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("sweep", status.open().id())
                .put("startedAt", status.open().startedAt().toString())
                .put("nextPage", status.open().nextPage())
                .put("contacts", counts.seen())
                .put("requests", counts.requests());
        status.expectedContacts().ifPresent(expected -> json.put("expectedContacts", expected));
        if (status.process() != null) {
            json.put("process", status.process());
        }
        status.estimatedEnd().ifPresent(end -> json.put("estimatedEnd", end.toString()));
        return json;
    }

    private static ObjectNode sweep(EndedSweep sweep) {
        Counts counts = Counts.stored(sweep.end().progress());
        return JsonNodeFactory.instance
                .objectNode()
                .put("sweep", sweep.id())
                .put("status", sweep.end().status().word())
                .put("stopReason", sweep.end().stopReason())
                .put("startedAt", sweep.startedAt().toString())
                .put("endedAt", sweep.end().at().toString())
                .put(
                        "durationSeconds",
                        Duration.between(sweep.startedAt(), sweep.end().at()).toMillis() / 1000.0)
                .put("pages", counts.pages())
                .put("requests", counts.requests())
                .put("contacts", counts.seen())
                .put("created", counts.created())
                .put("updated", counts.updated())
                .put("deleted", counts.deleted());
    }

    private static long seconds(Instant from, Instant to) {
        return Duration.between(from, to).toSeconds();
    }
}
