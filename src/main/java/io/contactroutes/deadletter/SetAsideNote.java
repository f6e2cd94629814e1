package io.contactroutes.deadletter;

/**
 * What the state stores of a contact that is set aside. The two fingerprints differ when credentials were removed from its dead
 * letter; the first is never published, as a short credential could be guessed from it.
 *
 * @param original the fingerprint of what the provider sent
 * @param published the fingerprint of what its dead letter holds
 */
record SetAsideNote(String original, String published) {

    private static final char SEPARATOR = ' ';

    /** Reads a note; one of release 0.1.0 has one fingerprint, as its dead letters hold what the provider sent. */
    static SetAsideNote of(String text) {
        int separator = text.indexOf(SEPARATOR);
        return separator < 0
                ? new SetAsideNote(text, text)
                : new SetAsideNote(text.substring(0, separator), text.substring(separator + 1));
    }

    String text() {
        return original.equals(published) ? original : original + SEPARATOR + published;
    }
}
