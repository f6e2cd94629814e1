package io.contactroutes.sandbox.list;

/**
 * Describes an entry of a {@link ContactList}: which contact it is and how often it was changed. The contact itself is
 * invented from these when a page is rendered.
 *
 * @param number   the contact's place in the order of creation, from 0; never given twice
 * @param revision how often its content was changed
 * @param activity how often only its presence and last activity changed
 * @param activeAt its place in the order of the last activity of all contacts; 0 before the first
 * @param verbatim JSON to be served as it stands instead of an invented contact, or null
 */
record ListedContact(long number, int revision, int activity, long activeAt, String verbatim) {

    static ListedContact fresh(long number) {
        return new ListedContact(number, 0, 0, 0, null);
    }

    ListedContact revised() {
        return new ListedContact(number, revision + 1, activity, activeAt, verbatim);
    }

    ListedContact active(long at) {
        return new ListedContact(number, revision, activity + 1, at, verbatim);
    }

    ListedContact servedAs(String json) {
        return new ListedContact(number, revision, activity, activeAt, json);
    }
}
