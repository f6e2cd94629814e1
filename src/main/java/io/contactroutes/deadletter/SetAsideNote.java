package io.contactroutes.deadletter;

/**
 * What the state stores of a contact that is set aside.
 *
 * @param compared a fingerprint that changes when the contact needs another dead letter; never published, as a short credential
 *     could be guessed from it
 * @param published the fingerprint of the source that its dead letter holds
 */
record SetAsideNote(String compared, String published) {

    private static final char SEPARATOR = ' ';

    /** Reads a note; one of release 0.1.0 has one fingerprint, that of what the provider sent. */
    static SetAsideNote of(String text) {
        int separator = text.indexOf(SEPARATOR);
        return separator < 0
                ? new SetAsideNote(text, text)
                : new SetAsideNote(text.substring(0, separator), text.substring(separator + 1));
    }

    String text() {
        return compared + SEPARATOR + published;
    }
}
