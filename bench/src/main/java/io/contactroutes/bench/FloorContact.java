package io.contactroutes.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One contact on its way from Chatwoot's JSON to the canonical one. */
final class FloorContact {

    String id;
    String externalId;
    String name;
    String email;
    String phone;
    Boolean blocked;
    String avatar;
    String organization;
    String city;
    String country;
    String countryCode;
    Long createdAt;
    Long lastSeenAt;
    final Map<String, Object> attributes = new TreeMap<>();
    final List<Identity> identities = new ArrayList<>(1);

    /** Who the contact is on one channel. */
    static final class Identity {
        String service;
        String id;
        String inbox;
    }

    byte[] write(JsonFactory factory, String fetchedAt) throws IOException {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(1024);
                JsonGenerator json = factory.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("schema", "contact/v1");
            json.writeStringField("uid", "99digital:" + id);
            json.writeStringField("provider", "chatwoot");
            json.writeStringField("account", "99digital");
            json.writeStringField("sourceId", id);
            known(json, "externalId", externalId);
            if (name != null) {
                json.writeObjectFieldStart("name");
                json.writeStringField("full", name);
                json.writeEndObject();
            }
            writeLists(json);
            if (blocked != null) {
                json.writeBooleanField("blocked", blocked);
            }
            known(json, "avatar", avatar);
            known(json, "organization", organization);
            writeLocation(json);
            writeAttributes(json);
            time(json, "createdAt", createdAt);
            time(json, "lastSeenAt", lastSeenAt);
            json.writeStringField("fetchedAt", fetchedAt);
            json.writeEndObject();
            json.flush();
            return bytes.toByteArray();
        }
    }

    private void writeLists(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("emails");
        if (email != null) {
            int at = email.lastIndexOf('@');
            json.writeStartObject();
            json.writeStringField(
                    "address", email.substring(0, at) + email.substring(at).toLowerCase(Locale.ROOT));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("phones");
        writePhones(json);
        json.writeEndArray();
        json.writeArrayFieldStart("identities");
        identities.sort(Comparator.comparing(identity -> identity.service));
        for (Identity identity : identities) {
            json.writeStartObject();
            json.writeStringField("service", identity.service);
            json.writeStringField("id", identity.id);
            known(json, "inbox", identity.inbox);
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNullField("labels");
        json.writeArrayFieldStart("groups");
        json.writeEndArray();
    }

    /** Takes a plus for the proof of a country code, and every number for valid. */
    private void writePhones(JsonGenerator json) throws IOException {
        Map<String, String[]> phones = new LinkedHashMap<>();
        if (phone != null) {
            phones.put(phone, new String[] {phone, "phone"});
        }
        for (Identity identity : identities) {
            if (identity.service.equals("whatsapp") || identity.service.equals("sms")) {
                String e164 = identity.id.startsWith("+") ? identity.id : "+" + identity.id;
                if (e164.chars().skip(1).allMatch(Character::isDigit)) {
                    phones.putIfAbsent(e164, new String[] {identity.id, identity.service});
                }
            }
        }
        for (Map.Entry<String, String[]> each : phones.entrySet()) {
            json.writeStartObject();
            json.writeStringField("number", each.getValue()[0]);
            json.writeStringField("e164", each.getKey());
            json.writeBooleanField("valid", true);
            json.writeStringField("origin", each.getValue()[1]);
            json.writeEndObject();
        }
    }

    private void writeLocation(JsonGenerator json) throws IOException {
        if (city != null || country != null || countryCode != null) {
            json.writeObjectFieldStart("location");
            known(json, "city", city);
            known(json, "country", country);
            known(json, "countryCode", countryCode);
            json.writeEndObject();
        }
    }

    private void writeAttributes(JsonGenerator json) throws IOException {
        if (!attributes.isEmpty()) {
            json.writeObjectFieldStart("attributes");
            for (Map.Entry<String, Object> each : attributes.entrySet()) {
                json.writeObjectField(each.getKey(), each.getValue());
            }
            json.writeEndObject();
        }
    }

    private static void known(JsonGenerator json, String field, String text) throws IOException {
        if (text != null) {
            json.writeStringField(field, text);
        }
    }

    private static void time(JsonGenerator json, String field, Long seconds) throws IOException {
        if (seconds != null) {
            json.writeStringField(field, Instant.ofEpochSecond(seconds).toString());
        }
    }
}
