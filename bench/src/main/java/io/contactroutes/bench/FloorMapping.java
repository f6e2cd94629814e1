package io.contactroutes.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.function.BiConsumer;

/** Reads a page of Chatwoot's list as a stream and maps each contact by hand. */
final class FloorMapping {

    private static final JsonFactory JSON = new JsonFactory();

    private final String fetchedAt;

    FloorMapping(String fetchedAt) {
        this.fetchedAt = fetchedAt;
    }

    /** @param records takes the id of each contact and its canonical JSON */
    void read(byte[] body, BiConsumer<String, byte[]> records) throws IOException {
        try (JsonParser json = JSON.createParser(body)) {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                if (json.nextToken() == JsonToken.START_ARRAY && field.equals("payload")) {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        FloorContact contact = contact(json);
                        records.accept(contact.id, contact.write(JSON, fetchedAt));
                    }
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    private static FloorContact contact(JsonParser json) throws IOException {
        FloorContact contact = new FloorContact();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "id" -> contact.id = json.getText();
                case "identifier" -> contact.externalId = text(json);
                case "name" -> contact.name = text(json);
                case "email" -> contact.email = text(json);
                case "phone_number" -> contact.phone = text(json);
                case "blocked" -> contact.blocked = json.getBooleanValue();
                case "thumbnail" -> contact.avatar = text(json);
                case "created_at" -> contact.createdAt = json.getLongValue();
                case "last_activity_at" -> contact.lastSeenAt = json.getLongValue();
                case "additional_attributes" -> place(json, contact);
                case "custom_attributes" -> attributes(json, contact);
                case "contact_inboxes" -> inboxes(json, contact);
                default -> json.skipChildren();
            }
        }
        return contact;
    }

    private static void place(JsonParser json, FloorContact contact) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "city" -> contact.city = text(json);
                case "country" -> contact.country = text(json);
                case "country_code" -> contact.countryCode = text(json);
                case "company_name" -> contact.organization = text(json);
                default -> json.skipChildren();
            }
        }
    }

    private static void attributes(JsonParser json, FloorContact contact) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            switch (json.nextToken()) {
                case VALUE_TRUE, VALUE_FALSE -> contact.attributes.put(field, json.getBooleanValue());
                case VALUE_NUMBER_INT -> contact.attributes.put(field, json.getLongValue());
                case VALUE_NUMBER_FLOAT -> contact.attributes.put(field, json.getDecimalValue());
                case VALUE_STRING -> contact.attributes.put(field, json.getText());
                default -> json.skipChildren();
            }
        }
    }

    private static void inboxes(JsonParser json, FloorContact contact) throws IOException {
        while (json.nextToken() == JsonToken.START_OBJECT) {
            FloorContact.Identity identity = new FloorContact.Identity();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "source_id" -> identity.id = text(json);
                    case "inbox" -> inbox(json, identity);
                    default -> json.skipChildren();
                }
            }
            if (identity.id != null) {
                contact.identities.add(identity);
            }
        }
    }

    private static void inbox(JsonParser json, FloorContact.Identity identity) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "name" -> identity.inbox = text(json);
                case "channel_type" -> identity.service = service(json.getText());
                default -> json.skipChildren();
            }
        }
    }

    private static String service(String channel) {
        return switch (channel) {
            case "Channel::TwilioSms" -> "sms";
            case "Channel::FacebookPage" -> "facebook";
            case "Channel::TwitterProfile" -> "twitter";
            case "Channel::WebWidget" -> "website";
            default -> channel.substring("Channel::".length()).toLowerCase(java.util.Locale.ROOT);
        };
    }

    private static String text(JsonParser json) throws IOException {
        String text = json.getValueAsString();
        return text == null || text.isBlank() ? null : text.strip();
    }
}
