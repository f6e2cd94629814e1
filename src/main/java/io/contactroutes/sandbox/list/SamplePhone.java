package io.contactroutes.sandbox.list;

/**
 * Describes a contact's phone number, valid or odd.
 *
 * @param callingCode country code, digits
 * @param national    national number, digits, without trunk zero
 * @param form        how it is odd, if it is
 */
public record SamplePhone(String callingCode, String national, Form form) {

    /** Names the kinds of numbers that lists of real contacts hold. */
    public enum Form {
        VALID,
        /** The national number with its leading zero behind the country code. */
        TRUNK_ZERO,
        /** Too few digits for any country. */
        SHORT
    }

    /** Returns the national part as a careless person typed it. */
    public String typed() {
        return form == Form.TRUNK_ZERO ? "0" + national : national;
    }

    public String digits() {
        return callingCode + national;
    }

    public String plus() {
        return "+" + digits();
    }
}
