package io.contactroutes.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.sweep.Sweep;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A dead letter that was read back.
 *
 * @param json as it was published
 */
public record PublishedDeadLetter(JsonNode json) {

    /** The key under which a letter that would be too large has size and hash of its source instead of the source. */
    static final String OMITTED = "sourceOmitted";

    /** Begins what identifies a contact that has no id. */
    static final String WITHOUT_ID = "#";

    /**
     * Returns the id under which its contact is set aside; empty when it is not the last one of its contact, or when the contact has
     * been published or deleted since.
     */
    public Optional<String> setAsideAs(Sweep sweep) {
        String published = hash().fingerprint();
        Map<String, String> setAside = sweep.setAside();
        return ids(sweep.account().name(), setAside.keySet())
                .filter(id -> setAside.containsKey(id)
                        && SetAsideNote.of(setAside.get(id)).published().equals(published))
                .findAny();
    }

    private Stream<String> ids(String account, Set<String> setAside) {
        String uid = json.path("uid").textValue();
        return uid == null
                ? setAside.stream().filter(id -> id.startsWith(WITHOUT_ID))
                : Stream.of(uid.substring(account.length() + 1));
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
