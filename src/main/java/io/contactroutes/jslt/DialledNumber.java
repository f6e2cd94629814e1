package io.contactroutes.jslt;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Holds what libphonenumber makes of a number in a region.
 *
 * <p>It takes some 3 µs, and the same number often comes twice in a contact: as its phone and as its WhatsApp id. So the
 * latest results are cached; few, so that a look-up does not cost more than it saves.
 *
 * @param e164  null if the number is none, or not complete or not of a possible length in the region
 * @param valid whether its range is known to be in use
 */
record DialledNumber(String number, String region, String e164, boolean valid) {

    /** No region: the number must bring its country. */
    static final String NOWHERE = "ZZ";

    private static final PhoneNumberUtil LIBRARY = PhoneNumberUtil.getInstance();
    private static final int PLACES = 1 << 6;
    private static final AtomicReferenceArray<DialledNumber> LATEST = new AtomicReferenceArray<>(PLACES);

    static DialledNumber of(String number, String region) {
        int hash = 31 * number.hashCode() + region.hashCode();
        int place = (hash ^ hash >>> 16) & PLACES - 1;
        DialledNumber latest = LATEST.get(place);
        if (latest != null && latest.number.equals(number) && latest.region.equals(region)) {
            return latest;
        }
        DialledNumber parsed = parse(number, region);
        LATEST.set(place, parsed);
        return parsed;
    }

    private static DialledNumber parse(String number, String region) {
        try {
            PhoneNumber parsed = LIBRARY.parse(number, region);
            if (LIBRARY.isPossibleNumberWithReason(parsed) == ValidationResult.IS_POSSIBLE) {
                String e164 = LIBRARY.format(parsed, PhoneNumberFormat.E164);
                return new DialledNumber(number, region, e164, LIBRARY.isValidNumber(parsed));
            }
            return new DialledNumber(number, region, null, false);
        } catch (NumberParseException e) {
            return new DialledNumber(number, region, null, false); // "no number" is a result, not a failure
        }
    }

    /** Returns the main country of a calling code; {@link #NOWHERE} or "001" if it is not one country's. */
    static String countryOf(int callingCode) {
        return LIBRARY.getRegionCodeForCountryCode(callingCode);
    }
}
