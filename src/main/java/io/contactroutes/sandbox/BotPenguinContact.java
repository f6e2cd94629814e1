package io.contactroutes.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import io.contactroutes.sandbox.list.ContactPage;
import io.contactroutes.sandbox.list.SampleContact;
import io.contactroutes.sandbox.list.SampleContact.Channel;
import io.contactroutes.sandbox.list.SampleContact.Flaw;
import io.contactroutes.sandbox.list.SampleContact.Place;
import io.contactroutes.sandbox.list.SampleContact.Reach;
import io.contactroutes.sandbox.list.SamplePhone;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/**
 * Writes an item of BotPenguin's inbox. Its fields are those of Pipedream's sample event
 * ({@code components/botpenguin/sources/new-incoming-message/test-event.mjs}) and of the field names in its
 * {@code update-contact-attributes.mjs}; the API's own pages show none.
 */
final class BotPenguinContact implements ContactPage.ContactWriter {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final String[] STATUSES = {"OPEN", "INPROGRESS", "REVIEW", "ONHOLD", "DEPENDANCY", "CLOSED"};

    /** Makes an id as MongoDB does: the second of creation, the account, the number. */
    static String id(SampleContact contact) {
        return hex(contact.createdAt().getEpochSecond()) + contact.owner() + hex(contact.number());
    }

    @Override
    public void write(SampleContact contact, JsonGenerator json) throws IOException {
        json.writeStartObject();
        switch (contact.flaw()) {
            case NONE -> json.writeStringField("_id", id(contact));
            case ID_IS_AN_OBJECT -> Flaw.writeObjectId(json, "_id");
            case NO_ID -> {}
        }
        json.writeStringField("_customer", "66e07fd9" + contact.owner() + "6eaf0b71");
        writePlatforms(contact, json);
        json.writeBooleanField("isOnline", contact.presence().online());
        json.writeBooleanField("userInteracted", contact.number() % 3 != 0);
        writeProfile(contact, json);
        json.writeStringField("status", STATUSES[(int) (contact.number() % STATUSES.length)]);
        json.writeBooleanField("isContact", true);
        json.writeArrayFieldStart("segments");
        if (contact.number() % 5 == 0) {
            json.writeString("Returning customers");
        }
        json.writeEndArray();
        json.writeNumberField("unreadMessages", contact.presence().online() ? 1 : 0);
        if (contact.assignee() > 0) {
            json.writeStringField("_agentAssigned", "631aa793bcfa100487d13d0" + contact.assignee());
        }
        writeTimes(contact, json);
        json.writeNumberField("__v", 0);
        json.writeEndObject();
    }

    /** Writes upper case, and the website in lower case, as in the samples. */
    private static void writePlatforms(SampleContact contact, JsonGenerator json) throws IOException {
        Channel channel = contact.reach().channel();
        json.writeArrayFieldStart("platform");
        json.writeString(channel == Channel.WEBSITE || channel == Channel.EMAIL ? "website" : channel.name());
        json.writeEndArray();
    }

    private static void writeProfile(SampleContact contact, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("profile");
        json.writeObjectFieldStart("userDetails");
        json.writeStringField(
                contact.number() % 2 == 0 ? "userProvidedName" : "name",
                contact.name().full());
        writeReach(contact, json);
        json.writeArrayFieldStart("tags");
        for (String label : contact.labels()) {
            json.writeString(label);
        }
        json.writeEndArray();
        writeAttributes(contact, json);
        Place place = contact.place();
        json.writeStringField("city", place == null ? "" : place.city());
        json.writeStringField("country", place == null ? "" : place.country());
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeReach(SampleContact contact, JsonGenerator json) throws IOException {
        Reach reach = contact.reach();
        SamplePhone phone = reach.phone();
        if (reach.email() != null || phone != null) {
            json.writeObjectFieldStart("contact");
            json.writeStringField("email", reach.email() == null ? "" : reach.email());
            if (phone != null || contact.number() % 3 == 0) {
                json.writeObjectFieldStart("phone");
                json.writeStringField("prefix", phone == null ? "" : prefix(phone, contact.number()));
                json.writeStringField("number", phone == null ? "" : phone.typed());
                json.writeEndObject();
            }
            json.writeEndObject();
        }
        switch (reach.channel()) {
            case WHATSAPP -> json.writeStringField("whatsAppNumber", whatsAppNumber(reach, contact.number()));
            case FACEBOOK -> json.writeStringField("facebookProfileId", reach.platformId());
            case INSTAGRAM -> json.writeStringField("instagramProfileId", reach.platformId());
            case TELEGRAM -> json.writeStringField("telegramUserName", "sample_" + contact.number());
            case SMS, EMAIL, WEBSITE -> {}
        }
    }

    private static String prefix(SamplePhone phone, long number) {
        return number % 4 == 0 ? "+" + phone.callingCode() : phone.callingCode();
    }

    /** Writes digits alone or with a blank after the country code: the API has both. */
    private static String whatsAppNumber(Reach reach, long number) {
        SamplePhone phone = reach.phone();
        return phone != null && number % 5 == 0 ? phone.callingCode() + " " + phone.national() : reach.platformId();
    }

    private static void writeAttributes(SampleContact contact, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("attributes");
        for (Map.Entry<String, Object> each : contact.attributes().entrySet()) {
            json.writeStartObject();
            json.writeStringField("key", each.getKey());
            json.writeStringField("value", String.valueOf(each.getValue()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeTimes(SampleContact contact, JsonGenerator json) throws IOException {
        Instant seen = contact.presence().seenAt();
        if (seen != null) {
            json.writeStringField("lastSeenAt", TIME.format(seen));
        }
        json.writeStringField("createdAt", TIME.format(contact.createdAt()));
        json.writeStringField("updatedAt", TIME.format(contact.createdAt().plusSeconds(3600L * contact.revision())));
    }

    private static String hex(long value) {
        String digits = Long.toHexString(value & 0xffff_ffffL);
        return "0".repeat(8 - digits.length()) + digits;
    }
}
