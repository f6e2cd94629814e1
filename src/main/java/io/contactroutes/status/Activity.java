package io.contactroutes.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.contactroutes.config.Account;
import io.contactroutes.state.State;
import io.contactroutes.state.StateException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a running bundle stores of an account besides its sweeps. Holds nothing personal and nothing secret. Times are milliseconds
 * since 1970.
 *
 * @param every the time from one sweep to the next, as configured
 * @param runningSince when the process began or resumed the sweep that it runs; null when it runs none
 * @param contactsBefore how many contacts of that sweep an earlier run had read
 * @param at when the process last stored this
 * @param message the last sentence about the account; null when nothing is wrong
 * @param messageAt when it was said
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Activity(
        String provider,
        String every,
        Long runningSince,
        long contactsBefore,
        long at,
        String message,
        Long messageAt) {

    private static final String NOTE = "status";
    private static final JsonMapper JSON = new JsonMapper();

    /** Returns what a bundle stores when it starts, before the account is swept. */
    static Activity idle(Account account, Activity before, long now) {
        String message = before == null ? null : before.message;
        Long messageAt = before == null ? null : before.messageAt;
        return new Activity(account.provider(), account.text("every"), null, 0, now, message, messageAt);
    }

    Activity running(long contacts, long now) {
        return new Activity(provider, every, now, contacts, now, message, messageAt);
    }

    Activity alive(long now) {
        return new Activity(provider, every, runningSince, contactsBefore, now, message, messageAt);
    }

    /** @param sentence null when nothing is wrong */
    Activity ended(String sentence, long now) {
        return new Activity(provider, every, null, 0, now, sentence, sentence == null ? null : (Long) now);
    }

    /** Returns what is stored, by account. */
    static Map<String, Activity> stored(State state) {
        Map<String, Activity> stored = new TreeMap<>();
        state.noted(NOTE).forEach((account, text) -> stored.put(account, read(text)));
        return stored;
    }

    void store(State state, String account) {
        try {
            state.note(account, NOTE, JSON.writeValueAsString(this));
        } catch (JsonProcessingException e) {
            throw new StateException("The status of " + account + " cannot be written.", e);
        }
    }

    /** Reads it by hand: what Jackson would have to load for that delays each start. */
    private static Activity read(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            return new Activity(
                    json.path("provider").textValue(),
                    json.path("every").textValue(),
                    millis(json.path("runningSince")),
                    json.path("contactsBefore").longValue(),
                    json.path("at").longValue(),
                    json.path("message").textValue(),
                    millis(json.path("messageAt")));
        } catch (JsonProcessingException e) {
            throw new StateException("The status of an account cannot be read from contacts.state.url.", e);
        }
    }

    private static Long millis(JsonNode time) {
        return time.isNumber() ? (Long) time.longValue() : null;
    }
}
