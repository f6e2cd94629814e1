package io.contactroutes.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contactroutes.contact.RejectedContactException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A contact that could not be mapped or is not valid, set aside with its reason.
 *
 * @param page the page it came on, from 1
 * @param index its place on the page, from 0
 * @param source the provider's own JSON; personal data
 */
record DeadLetter(int page, int index, RejectedContactException rejection, JsonNode source) {

    /** The dead letter as it is published, JSON in UTF-8. */
    byte[] toJson(Sweep sweep, Instant at) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("schema", "dead-letter/v1");
        json.put("account", sweep.account().alias())
                .put("provider", sweep.account().family());
        json.put("sweep", sweep.id()).put("page", page).put("index", index);
        rejection.sourceId().ifPresent(id -> json.put("uid", sweep.account().alias() + ":" + id));
        json.put("reason", rejection.reason()).put("pointer", rejection.pointer());
        json.put("at", at.toString());
        json.set("source", source);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Its key: that of the contact, or its place when it does not tell its id. */
    String key(Sweep sweep) {
        return sweep.account().alias() + ":"
                + rejection.sourceId().orElseGet(() -> sweep.id() + "/" + page + "/" + index);
    }
}
