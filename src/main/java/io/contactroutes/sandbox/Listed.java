package io.contactroutes.sandbox;

/**
 * An entry of a {@link ContactList}: which contact it is and how often it was changed. The contact itself is invented from
 * these when a page is rendered.
 *
 * @param number   the contact's place in the order of creation, from 0; never given twice
 * @param revision how often its content was changed
 * @param activity how often only its presence and last activity moved
 * @param verbatim JSON to be served as it stands instead of an invented contact, or null
 */
record Listed(long number, int revision, int activity, String verbatim) {

    static Listed fresh(long number) {
        return new Listed(number, 0, 0, null);
    }

    Listed revised() {
        return new Listed(number, revision + 1, activity, verbatim);
    }

    Listed active() {
        return new Listed(number, revision, activity + 1, verbatim);
    }

    Listed servedAs(String json) {
        return new Listed(number, revision, activity, json);
    }
}
