package io.contactroutes.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contactroutes.contact.RejectedContactException;
import io.contactroutes.sweep.Sweep;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * A contact that could not be mapped or is not valid, set aside with its reason. Credentials are removed from what it keeps of the
 * contact, and it is never larger than a Kafka record may be.
 */
public final class DeadLetter {

    /** The size of its JSON. A record of 1,048,576 bytes has room for key and headers beside it; a producer refuses larger ones. */
    private static final int MAX_BYTES = 1_000_000;

    /** A valid contact's id has 300 characters at most; key and headers repeat it. */
    private static final int MAX_ID = 400;

    private static final int MAX_REASON = 1_000;

    private final int page;
    private final int index;
    private final RejectedContactException rejection;
    private final JsonNode source;
    private final SourceHash original;
    private final SourceHash kept;

    /**
     * @param page the page it came on, from 1
     * @param index its index on the page, from 0
     * @param source the provider's own JSON; personal data
     */
    public DeadLetter(int page, int index, RejectedContactException rejection, JsonNode source) {
        this.page = page;
        this.index = index;
        this.rejection = rejection;
        this.source = Credentials.redacted(source);
        this.original = SourceHash.of(source);
        this.kept = this.source == source ? original : SourceHash.of(this.source);
    }

    /** Returns why the contact was rejected. */
    public RejectedContactException rejection() {
        return rejection;
    }

    /** Returns the id under which it is stored, so that it is set aside once and not in every sweep. */
    String id() {
        return sourceId().orElseGet(() -> PublishedDeadLetter.WITHOUT_ID + compared());
    }

    /** Returns the id under which release 0.1.0 stored it. */
    String idOfRelease010() {
        return sourceId().orElseGet(original::id);
    }

    /** Returns what is stored of it. */
    SetAsideNote note() {
        return new SetAsideNote(compared(), kept.fingerprint());
    }

    /** Returns whether a note is that of a letter which still says what is wrong; one of release 0.1.0 is for exactly one source. */
    boolean isSetAsideBy(SetAsideNote note) {
        return note.compared().equals(compared()) || note.compared().equals(original.fingerprint());
    }

    /** Returns the key of its record: the uid of the contact, or the fingerprint of its source when it has no id. */
    String key(String account) {
        return account + ":" + sourceId().orElseGet(kept::id);
    }

    /** Writes the dead letter as it is published, JSON in UTF-8: {@code docs/subscribers.md}. */
    byte[] toJson(Sweep sweep, Instant at) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("schema", "dead-letter/v1");
        json.put("account", sweep.account().name())
                .put("provider", sweep.account().provider());
        json.put("sweep", sweep.id()).put("page", page).put("index", index);
        sourceId().ifPresent(id -> json.put("uid", sweep.account().name() + ":" + id));
        json.put("reason", cut(rejection.reason())).put("pointer", cut(rejection.pointer()));
        json.put("fetchedAt", at.toString());
        json.set("source", source);
        byte[] whole = bytes(json);
        if (whole.length <= MAX_BYTES) {
            return whole;
        }
        json.remove("source");
        json.putObject(PublishedDeadLetter.OMITTED)
                .put("bytes", bytes(source).length)
                .put("sha256", kept.sha256());
        return bytes(json);
    }

    /**
     * Identifies what is wrong and what would be published, so that a counter that moves makes no new letter. Where nothing is mapped
     * nobody can tell which fields matter: a contact with an id is then compared by what is wrong alone, one without as a whole.
     */
    private String compared() {
        String content = rejection.contentHash().orElseGet(() -> sourceId().isPresent() ? "" : original.sha256());
        return SourceHash.of(String.join("\n", rejection.reason(), rejection.pointer(), content))
                .fingerprint();
    }

    private Optional<String> sourceId() {
        return rejection.sourceId().filter(id -> id.length() <= MAX_ID);
    }

    private static String cut(String text) {
        return text.length() <= MAX_REASON ? text : text.substring(0, MAX_REASON) + "…";
    }

    private static byte[] bytes(JsonNode json) {
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }
}
