package io.contactroutes.jslt;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * Makes phone numbers as a contact holds them: {@code {number, e164?, valid, origin}}.
 *
 * <p>The rules:
 * <ul>
 * <li>{@code number} is what was received. {@code e164} is there only when it is certain: the number brings its country
 *     (a {@code +}, a calling code beside it) or the account is configured with a region, and its length is possible
 *     there. No country is ever guessed.
 * <li>{@code valid} is whether libphonenumber knows the number's range to be in use. A number that is not valid is
 *     published all the same: ranges are opened faster than libraries are updated.
 * <li>What has no digit, or 16 digits and more, is no phone: E.164 ends at 15, and 16 digits are a Facebook page-scoped
 *     id (iSlash's webhook page shows {@code 5696251489156017}).
 * <li>A WhatsApp id is not always the number that one dials (Chatwoot keeps normalisers for Brazil, Argentina and
 *     Mexico). It is never repaired here: there is an {@code e164} only if the id is one already, but for the plus.
 * </ul>
 */
final class Phones {

    private static final int LONGEST = 15;
    private static final String WORLD = "001";

    private Phones() {}

    /**
     * Makes a phone of a number as a person or a provider entered it.
     *
     * @param prefix the calling code that stands beside the number, with or without plus ("91", "+44"), or null. A
     *               number that begins with its own plus wins over it
     * @param region two letters: the country of a number that does not bring one. Null or blank: unknown
     */
    static JsonNode entered(JsonNode number, JsonNode prefix, JsonNode region, JsonNode origin) {
        JsonNode received = ContactFunctions.text(number);
        if (received.isNull()) {
            return received;
        }
        if (!received.isTextual()) {
            return phone(received, null, false, origin);
        }
        int digits = leadingDigits(received.textValue());
        if (digits == 0 || digits > LONGEST) {
            return NullNode.instance;
        }
        String code = callingCode(prefix.asText(""));
        DialledNumber dialled = dialled(received.textValue(), code, region.asText(""));
        return phone(received, dialled.e164(), dialled.valid(), origin);
    }

    /** Makes a phone of a WhatsApp or SMS id: digits with country code, with or without plus. Null if the id is something else. */
    static JsonNode ofId(JsonNode id, JsonNode origin) {
        JsonNode received = ContactFunctions.text(id);
        if (!received.isTextual() || !isDialled(received.textValue())) {
            return NullNode.instance;
        }
        String digits = digitsOf(received.textValue());
        if (digits.isEmpty() || digits.length() > LONGEST) {
            return NullNode.instance;
        }
        String e164 = "+" + digits;
        DialledNumber dialled = DialledNumber.of(e164, DialledNumber.NOWHERE);
        boolean same = e164.equals(dialled.e164());
        return phone(received, same ? e164 : null, same && dialled.valid(), origin);
    }

    private static ObjectNode phone(JsonNode received, String e164, boolean valid, JsonNode origin) {
        ObjectNode phone = JsonNodeFactory.instance.objectNode();
        phone.set("number", received);
        if (e164 != null) {
            phone.put("e164", e164);
        }
        phone.put("valid", valid);
        phone.set("origin", origin);
        return phone;
    }

    /** Looks for the plus anywhere: Chatwoot checks a number's end but not its start, so text may stand before the plus. */
    private static DialledNumber dialled(String number, String code, String region) {
        int plus = Math.max(number.indexOf('+'), number.indexOf('＋'));
        if (plus >= 0) {
            return DialledNumber.of(number.substring(plus), DialledNumber.NOWHERE);
        }
        if (code.isEmpty()) {
            String country =
                    region.isBlank() ? DialledNumber.NOWHERE : region.strip().toUpperCase(Locale.ROOT);
            return DialledNumber.of(number, country);
        }
        return prefixed(number, code);
    }

    /** Applies the country's own rules, which decide whether a leading zero is a trunk zero (most) or part of the number (Italy). */
    private static DialledNumber prefixed(String number, String code) {
        String country = code.length() > 3 ? DialledNumber.NOWHERE : DialledNumber.countryOf(Integer.parseInt(code));
        if (country.equals(DialledNumber.NOWHERE) || country.equals(WORLD)) {
            return DialledNumber.of("+" + code + number, DialledNumber.NOWHERE);
        }
        DialledNumber dialled = DialledNumber.of(number, country);
        boolean another = dialled.e164() != null && !dialled.e164().startsWith("+" + code);
        return another ? new DialledNumber(number, country, null, false) : dialled;
    }

    private static int leadingDigits(String text) {
        int digits = 0;
        for (int i = 0; i < text.length() && !(digits > 0 && Character.isLetter(text.charAt(i))); i++) {
            digits += Character.isDigit(text.charAt(i)) ? 1 : 0;
        }
        return digits;
    }

    private static boolean isDialled(String id) {
        return id.chars().allMatch(c -> c >= '0' && c <= '9' || " +-().".indexOf(c) >= 0);
    }

    /** Returns the digits without the zeros of an international prefix: no calling code begins with zero. */
    private static String callingCode(String prefix) {
        String digits = digitsOf(prefix);
        int start = 0;
        while (start < digits.length() && digits.charAt(start) == '0') {
            start++;
        }
        return digits.substring(start);
    }

    private static String digitsOf(String text) {
        StringBuilder digits = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            }
        }
        return digits.toString();
    }
}
