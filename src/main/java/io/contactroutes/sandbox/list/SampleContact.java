package io.contactroutes.sandbox.list;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Describes an invented contact, before a provider's API writes it. What is null, a provider omits or leaves empty.
 *
 * @param number     its place in the order of creation, from 0
 * @param revision   how often its content was changed
 * @param owner      eight hex digits that stand for the account
 * @param name       name
 * @param reach      how it is reached
 * @param place      where it lives, or null
 * @param labels     labels, maybe none
 * @param attributes the customer's own fields: strings, numbers, booleans
 * @param assignee   1 to 9, or 0 for none
 * @param createdAt  when it was created; grows with the number
 * @param presence   what changes without being published as a change
 * @param blocked    blocked by the customer
 * @param flaw       what makes it impossible to map
 */
public record SampleContact(
        long number,
        int revision,
        String owner,
        Name name,
        Reach reach,
        Place place,
        List<String> labels,
        Map<String, Object> attributes,
        int assignee,
        Instant createdAt,
        Presence presence,
        boolean blocked,
        Flaw flaw) {

    /** Holds given name, surname unless null, and both as they are written where the contact lives. */
    public record Name(String given, String surname, String full) {}

    /**
     * Holds e-mail address and phone, unless null, and the channel that the contact wrote on.
     *
     * @param platformId id on that channel: digits of a phone, a page-scoped id of 16 digits, a business-scoped id...
     */
    public record Reach(String email, SamplePhone phone, Channel channel, String platformId) {}

    /** Holds city and country as a provider shows them. */
    public record Place(String city, String country, String code) {}

    /** Holds the last activity, or null, and whether the contact is online. */
    public record Presence(Instant seenAt, boolean online) {}

    /** Names where a contact wrote from. */
    public enum Channel {
        WHATSAPP,
        SMS,
        FACEBOOK,
        INSTAGRAM,
        TELEGRAM,
        EMAIL,
        WEBSITE
    }

    /** Names what makes a contact impossible to map. */
    public enum Flaw {
        NONE,
        NO_ID,
        ID_IS_AN_OBJECT;

        /** Writes an id of the wrong type. */
        public static void writeObjectId(JsonGenerator json, String field) throws IOException {
            json.writeObjectFieldStart(field);
            json.writeStringField("error", "id not available");
            json.writeEndObject();
        }
    }

    public boolean hasId() {
        return flaw == Flaw.NONE;
    }
}
