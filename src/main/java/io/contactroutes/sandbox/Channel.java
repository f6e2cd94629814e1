package io.contactroutes.sandbox;

/** Where a contact wrote from. */
public enum Channel {
    WHATSAPP,
    SMS,
    FACEBOOK,
    INSTAGRAM,
    TELEGRAM,
    EMAIL,
    WEBSITE
}
