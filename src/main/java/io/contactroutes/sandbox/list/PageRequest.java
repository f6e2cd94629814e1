package io.contactroutes.sandbox.list;

import java.math.BigInteger;

/**
 * Describes the page that a call asks for, as the provider understood it.
 *
 * @param number the page, from 1
 * @param size   contacts on a page
 * @param order  in which order the list is paged
 * @param sent   the page as the call sent it, for a provider that echoes it; null when it sent none
 * @param sort   the order as the call sent it; empty when it sent none
 */
public record PageRequest(int number, int size, Order order, String sent, String sort) {

    private static final BigInteger LAST = BigInteger.valueOf(Integer.MAX_VALUE);

    /** Requests a page of a list that has no other order. */
    public PageRequest(int number, int size, Order order, String sent) {
        this(number, size, order, sent, "");
    }

    /** Returns a request for another page of the same list. */
    public PageRequest at(int page) {
        return new PageRequest(page, size, order, sent, sort);
    }

    /** Returns a request for the same page in another size. */
    public PageRequest sized(int contacts) {
        return new PageRequest(number, contacts, order, sent, sort);
    }

    /** Reads a page number as the providers' frameworks do: what is no whole number above 0 is page 1. */
    public static int number(String sent) {
        return number(sent, 1);
    }

    /** Reads a whole number above 0, at most {@link Integer#MAX_VALUE}; returns the other one for anything else. */
    public static int number(String sent, int otherwise) {
        if (sent == null || !sent.matches("[0-9]{1,40}")) {
            return otherwise;
        }
        int number = new BigInteger(sent).min(LAST).intValue();
        return number < 1 ? otherwise : number;
    }

    long offset() {
        return (number - 1L) * size;
    }
}
