package io.contactroutes.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * An invented contact, before a provider's shape is put on it. What is null, a provider leaves out or empties in its own way.
 *
 * @param number     its place in the order of creation, from 0
 * @param revision   how often its content was changed
 * @param owner      eight hex digits that stand for the account
 * @param name       name
 * @param reach      how it is reached
 * @param place      where it lives, or null
 * @param labels     labels, maybe none
 * @param attributes the customer's own fields: strings, numbers, booleans
 * @param assignee   1 to 9, or 0 for nobody
 * @param createdAt  when it came to be; grows with the number
 * @param presence   what moves without meaning
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

    /** Given name, surname unless null, and both as they are written where the contact lives. */
    public record Name(String given, String surname, String full) {}

    /**
     * E-mail address and phone, unless null, and the channel that the contact wrote on.
     *
     * @param platformId id on that channel: digits of a phone, a page-scoped id of 16 digits, a business-scoped id...
     */
    public record Reach(String email, SamplePhone phone, Channel channel, String platformId) {}

    /** City and country as a provider knows them. */
    public record Place(String city, String country, String code) {}

    /** Last activity, or null, and whether the contact is there now. */
    public record Presence(Instant seenAt, boolean online) {}

    /** Breaks a contact so that no mapping can save it. */
    public enum Flaw {
        NONE,
        NO_ID,
        ID_IS_AN_OBJECT
    }

    public boolean hasId() {
        return flaw == Flaw.NONE;
    }
}
