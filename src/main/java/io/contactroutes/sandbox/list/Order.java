package io.contactroutes.sandbox.list;

/** Names the order in which a list is paged. A contact's number grows with its creation, so both sorted orders are stable. */
public enum Order {
    /** As the list is, after any changes by a test. */
    LISTED,
    OLDEST_FIRST,
    NEWEST_FIRST,
    /** By last activity; contacts without one come last. */
    LATEST_FIRST
}
