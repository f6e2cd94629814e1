package io.contactroutes.request;

/** What an answer means for its request. */
enum Verdict {
    /** It is the JSON that was asked for. */
    TAKEN,
    /** Another try may bring it. */
    TRY_AGAIN,
    /** The provider asks to wait; the whole host is left alone for that long. */
    WAIT,
    /** No further try can help before somebody mends something. */
    REFUSED
}
