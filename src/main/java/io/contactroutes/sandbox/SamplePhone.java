package io.contactroutes.sandbox;

/**
 * A contact's phone number, good or odd.
 *
 * @param callingCode country code, digits
 * @param national    national number, digits, without trunk zero
 * @param form        how it is odd, if it is
 */
public record SamplePhone(String callingCode, String national, Form form) {

    /** What a list of real contacts has in its phone fields. */
    public enum Form {
        VALID,
        /** The national number with its leading zero behind the country code. */
        TRUNK_ZERO,
        /** Too few digits for any country. */
        SHORT
    }

    /** The national part as a careless person typed it. */
    String typed() {
        return form == Form.TRUNK_ZERO ? "0" + national : national;
    }

    String digits() {
        return callingCode + national;
    }

    String plus() {
        return "+" + digits();
    }
}
