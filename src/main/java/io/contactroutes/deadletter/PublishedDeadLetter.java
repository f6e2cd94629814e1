package io.contactroutes.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.sweep.Sweep;
import java.time.Instant;

/**
 * A dead letter that was read back.
 *
 * @param json as it was published
 */
public record PublishedDeadLetter(JsonNode json) {

    /** The key under which a letter that would be too large has size and hash of its source instead of the source. */
    static final String OMITTED = "sourceOmitted";

    /** Returns whether it is the last one of its contact, and the contact has been neither published nor deleted since. */
    public boolean isLatest(Sweep sweep) {
        String note = sweep.setAside().get(id(sweep));
        return note != null && SetAsideNote.of(note).published().equals(hash().fingerprint());
    }

    /** Returns the id under which its contact is stored. */
    public String id(Sweep sweep) {
        String uid = json.path("uid").textValue();
        return uid == null ? hash().id() : uid.substring(sweep.account().name().length() + 1);
    }

    /** Returns whether it holds its contact, so that this can be mapped again. */
    public boolean hasSource() {
        return json.has("source");
    }

    /** Returns the provider's JSON; personal data. */
    public JsonNode source() {
        return json.path("source");
    }

    public Instant fetchedAt() {
        return Instant.parse(json.path("fetchedAt").asText());
    }

    private SourceHash hash() {
        return hasSource()
                ? SourceHash.of(source())
                : new SourceHash(json.path(OMITTED).path("sha256").asText());
    }

    /** Contains nothing of the contact. */
    @Override
    public String toString() {
        return "a dead letter";
    }
}
