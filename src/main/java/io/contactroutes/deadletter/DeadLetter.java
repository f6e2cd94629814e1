package io.contactroutes.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contactroutes.contact.RejectedContactException;
import io.contactroutes.sweep.Sweep;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** A contact that could not be mapped or is not valid, set aside with its reason. */
public final class DeadLetter {

    private final int page;
    private final int index;
    private final RejectedContactException rejection;
    private final JsonNode source;
    private final String fingerprint;

    /**
     * @param page the page it came on, from 1
     * @param index its index on the page, from 0
     * @param source the provider's own JSON; personal data
     */
    public DeadLetter(int page, int index, RejectedContactException rejection, JsonNode source) {
        this.page = page;
        this.index = index;
        this.rejection = rejection;
        this.source = source;
        this.fingerprint = fingerprint(source);
    }

    /** Returns why the contact was rejected. */
    public RejectedContactException rejection() {
        return rejection;
    }

    /** Returns 16 hexadecimal digits that change when the provider changes the contact. */
    String fingerprint() {
        return fingerprint;
    }

    /** Returns the id under which it is stored, so that it is set aside once and not in every sweep. */
    String id() {
        return id(rejection.sourceId(), source);
    }

    /** Returns the key of its record: the uid of the contact, or its fingerprint when it has no id. */
    String key(String account) {
        return account + ":" + id();
    }

    /** Writes the dead letter as it is published, JSON in UTF-8: {@code docs/subscribers.md}. */
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

    /** Returns the id under which a published dead letter is stored. */
    public static String id(Optional<String> sourceId, JsonNode source) {
        return sourceId.orElseGet(() -> "#" + fingerprint(source));
    }

    /** Returns the {@link #fingerprint()} of a published dead letter's source. */
    public static String fingerprint(JsonNode source) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(source.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
