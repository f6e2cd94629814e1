package io.contactroutes.page;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One contact of a page as the provider sent it: the message body of {@code direct:contact}.
 *
 * @param index its index on the page, from 0
 * @param source the provider's JSON; personal data
 */
public record PageContact(Page page, int index, JsonNode source) {

    /** Contains nothing of the contact, as Camel may print a message body. */
    @Override
    public String toString() {
        return "contact " + index + " of page " + page.number();
    }
}
