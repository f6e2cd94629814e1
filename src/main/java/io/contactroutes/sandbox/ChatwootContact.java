package io.contactroutes.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import io.contactroutes.sandbox.SampleContact.Place;
import io.contactroutes.sandbox.SampleContact.Reach;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/**
 * An item of Chatwoot's contact list, key by key as {@code app/views/api/v1/models/_contact.json.jbuilder} writes it.
 * {@code last_activity_at} is left out rather than null; times are Unix seconds.
 */
final class ChatwootContact implements ContactPage.ContactWriter {

    @Override
    public void write(SampleContact contact, JsonGenerator json) throws IOException {
        Reach reach = contact.reach();
        json.writeStartObject();
        json.writeFieldName("additional_attributes");
        writePlace(contact.place(), json);
        json.writeStringField("availability_status", contact.presence().online() ? "online" : "offline");
        json.writeStringField("email", reach.email());
        switch (contact.flaw()) {
            case NONE -> json.writeNumberField("id", contact.number() + 1);
            case ID_IS_AN_OBJECT -> Flaws.writeObjectId(json, "id");
            case NO_ID -> {}
        }
        json.writeStringField("name", contact.name().full());
        json.writeStringField(
                "phone_number", reach.phone() == null ? null : reach.phone().plus());
        json.writeBooleanField("blocked", contact.blocked());
        json.writeStringField("identifier", identifier(contact));
        json.writeStringField("thumbnail", "");
        writeAttributes(contact, json);
        Instant seen = contact.presence().seenAt();
        if (seen != null) {
            json.writeNumberField("last_activity_at", seen.getEpochSecond());
        }
        json.writeNumberField("created_at", contact.createdAt().getEpochSecond());
        json.writeFieldName("contact_inboxes");
        ChatwootInbox.of(reach.channel()).writeWith(reach.platformId(), json);
        json.writeEndObject();
    }

    /** Only contacts with e-mail, phone or identifier are listed, so who has neither of the first has the last. */
    private static String identifier(SampleContact contact) {
        boolean reachable = contact.reach().email() != null || contact.reach().phone() != null;
        return reachable && contact.number() % 4 != 0 ? null : "crm-" + (contact.number() + 500);
    }

    private static void writePlace(Place place, JsonGenerator json) throws IOException {
        json.writeStartObject();
        if (place != null) {
            json.writeStringField("city", place.city());
            json.writeStringField("country", place.country());
            json.writeStringField("country_code", place.code());
        }
        json.writeEndObject();
    }

    /** The list shows no labels, so a change of the contact shows in an attribute. */
    private static void writeAttributes(SampleContact contact, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("custom_attributes");
        for (Map.Entry<String, Object> each : contact.attributes().entrySet()) {
            json.writeObjectField(each.getKey(), each.getValue());
        }
        if (contact.revision() > 0) {
            json.writeNumberField("follow_up", contact.revision());
        }
        json.writeEndObject();
    }
}
