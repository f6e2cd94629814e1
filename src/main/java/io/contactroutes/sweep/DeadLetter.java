package io.contactroutes.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contactroutes.contact.RejectedContactException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A contact that could not be mapped or is not valid, set aside with its reason.
 *
 * @param page the page it came on, from 1
 * @param index its place on the page, from 0
 * @param source the provider's own JSON; personal data
 */
record DeadLetter(int page, int index, RejectedContactException rejection, JsonNode source) {

    /** The dead letter as it is published, JSON in UTF-8: {@code schema/dead-letter.schema.json}. */
    byte[] toJson(Sweep sweep, Instant at) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("schema", "dead-letter/v1");
        json.put("account", sweep.account().name())
                .put("provider", sweep.account().provider());
        json.put("sweep", sweep.id()).put("page", page).put("index", index);
        rejection.sourceId().ifPresent(id -> json.put("uid", sweep.account().name() + ":" + id));
        json.put("reason", rejection.reason()).put("pointer", rejection.pointer());
        json.put("fetchedAt", at.toString());
        json.set("source", source);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The key of its record: the uid of the contact, or its fingerprint when it does not tell its id. */
    String key(String account) {
        return account + ":" + id(rejection.sourceId(), source);
    }

    /** What it is remembered under, so that it is set aside once and not with every sweep. */
    static String id(Optional<String> sourceId, JsonNode source) {
        return sourceId.orElseGet(() -> "#" + fingerprint(source));
    }

    /** Tells whether a contact is still the one that was set aside: 16 hexadecimal digits. */
    static String fingerprint(JsonNode source) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(source.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
