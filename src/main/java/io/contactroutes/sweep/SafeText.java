package io.contactroutes.sweep;

/** Makes a provider's text safe for logs and receipts. */
public final class SafeText {

    private SafeText() {}

    /** Returns a code of the provider, at most 40 characters, without anything but letters, digits and a few signs. */
    public static String of(String code) {
        String kept = code.replaceAll("[^A-Za-z0-9_ .-]", "");
        return kept.length() > 40 ? kept.substring(0, 40) : kept;
    }
}
