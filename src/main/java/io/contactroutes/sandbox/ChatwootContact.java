package io.contactroutes.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import io.contactroutes.sandbox.list.ContactPage;
import io.contactroutes.sandbox.list.SampleContact;
import io.contactroutes.sandbox.list.SampleContact.Channel;
import io.contactroutes.sandbox.list.SampleContact.Flaw;
import io.contactroutes.sandbox.list.SampleContact.Place;
import io.contactroutes.sandbox.list.SampleContact.Reach;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/**
 * Writes an item of Chatwoot's contact list, key by key as {@code app/views/api/v1/models/_contact.json.jbuilder} does.
 * {@code last_activity_at} is omitted rather than null; times are Unix seconds.
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
            case ID_IS_AN_OBJECT -> Flaw.writeObjectId(json, "id");
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
        Inbox.of(reach.channel()).writeWith(reach.platformId(), json);
        json.writeEndObject();
    }

    /** Returns an identifier for every contact without e-mail and phone: Chatwoot lists only contacts that have one of the three. */
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

    /** Shows a change of the contact in an attribute, since the list has no labels. */
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

    /**
     * Writes an inbox of a contact, as since Chatwoot 4.0.2: the six keys of
     * {@code app/views/api/v1/models/_inbox_slim.json.jbuilder}.
     */
    private record Inbox(int id, String name, String channelType, String provider) {

        static Inbox of(Channel channel) {
            return switch (channel) {
                case WHATSAPP -> new Inbox(1, "WhatsApp Sales", "Channel::Whatsapp", "whatsapp_cloud");
                case SMS -> new Inbox(2, "Text messages", "Channel::Sms", null);
                case FACEBOOK -> new Inbox(3, "Facebook page", "Channel::FacebookPage", null);
                case INSTAGRAM -> new Inbox(4, "Instagram", "Channel::Instagram", null);
                case TELEGRAM -> new Inbox(5, "Telegram", "Channel::Telegram", null);
                case EMAIL -> new Inbox(6, "Support mail", "Channel::Email", null);
                case WEBSITE -> new Inbox(7, "Website chat", "Channel::WebWidget", null);
            };
        }

        /** Writes the list of inboxes of a contact that is in this one alone. */
        void writeWith(String sourceId, JsonGenerator json) throws IOException {
            json.writeStartArray();
            json.writeStartObject();
            json.writeStringField("source_id", sourceId);
            json.writeObjectFieldStart("inbox");
            json.writeNumberField("id", id);
            json.writeStringField("avatar_url", "");
            json.writeNumberField("channel_id", id);
            json.writeStringField("name", name);
            json.writeStringField("channel_type", channelType);
            json.writeStringField("provider", provider);
            json.writeEndObject();
            json.writeEndObject();
            json.writeEndArray();
        }
    }
}
