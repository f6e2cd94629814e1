package io.contactroutes.sandbox;

import java.math.BigInteger;

/** Page numbers as the providers' frameworks read them: what is no whole number above 0 is page 1. */
final class PageNumber {

    private static final BigInteger LAST = BigInteger.valueOf(Integer.MAX_VALUE);

    private PageNumber() {}

    /** The number in a text; 1 for anything below or that is none, and the largest page for anything above. */
    static int of(String sent) {
        return of(sent, 1);
    }

    /** The same, with another number for what is none. */
    static int of(String sent, int otherwise) {
        if (sent == null || !sent.matches("[0-9]{1,40}")) {
            return otherwise;
        }
        int number = new BigInteger(sent).min(LAST).intValue();
        return number < 1 ? otherwise : number;
    }
}
