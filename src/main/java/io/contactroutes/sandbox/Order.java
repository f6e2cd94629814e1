package io.contactroutes.sandbox;

/** The order in which a list is paged. A contact's number grows with its creation, so both sorted orders are stable. */
public enum Order {
    /** As the list stands, whatever a test did to it. */
    LISTED,
    OLDEST_FIRST,
    NEWEST_FIRST
}
