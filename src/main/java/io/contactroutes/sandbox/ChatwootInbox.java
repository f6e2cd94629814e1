package io.contactroutes.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/**
 * An inbox as it hangs on a contact since Chatwoot 4.0.2: the six keys of
 * {@code app/views/api/v1/models/_inbox_slim.json.jbuilder}.
 */
record ChatwootInbox(int id, String name, String channelType, String provider) {

    static ChatwootInbox of(Channel channel) {
        return switch (channel) {
            case WHATSAPP -> new ChatwootInbox(1, "WhatsApp Sales", "Channel::Whatsapp", "whatsapp_cloud");
            case SMS -> new ChatwootInbox(2, "Text messages", "Channel::Sms", null);
            case FACEBOOK -> new ChatwootInbox(3, "Facebook page", "Channel::FacebookPage", null);
            case INSTAGRAM -> new ChatwootInbox(4, "Instagram", "Channel::Instagram", null);
            case TELEGRAM -> new ChatwootInbox(5, "Telegram", "Channel::Telegram", null);
            case EMAIL -> new ChatwootInbox(6, "Support mail", "Channel::Email", null);
            case WEBSITE -> new ChatwootInbox(7, "Website chat", "Channel::WebWidget", null);
        };
    }

    /** Writes the list of a contact that is known in this one inbox. */
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
