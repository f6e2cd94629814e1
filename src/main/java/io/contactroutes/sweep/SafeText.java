package io.contactroutes.sweep;

/** Makes words of a provider fit for logs and receipts. */
final class SafeText {

    private SafeText() {}

    /** A code of the provider, at most 40 characters; anything that is not letters, digits and a few signs is left out. */
    static String safe(String code) {
        String kept = code.replaceAll("[^A-Za-z0-9_ .-]", "");
        return kept.length() > 40 ? kept.substring(0, 40) : kept;
    }
}
