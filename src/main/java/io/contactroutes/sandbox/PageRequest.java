package io.contactroutes.sandbox;

/**
 * The page that a call asks for, as the provider understood it.
 *
 * @param number the page, from 1
 * @param size   contacts on a page
 * @param order  in which order the list is paged
 * @param sent   what the call said literally, for a provider that echoes it; null when it said nothing
 */
public record PageRequest(int number, int size, Order order, String sent) {

    PageRequest at(int page) {
        return new PageRequest(page, size, order, sent);
    }

    long offset() {
        return (number - 1L) * size;
    }
}
