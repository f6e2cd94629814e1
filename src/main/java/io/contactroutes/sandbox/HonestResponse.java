package io.contactroutes.sandbox;

import java.util.function.IntFunction;

/** The answers that a provider in good health gives to a call: what a fault starts from. */
public final class HonestResponse {

    private final Call call;
    private final String list;
    private final IntFunction<Response> pages;

    HonestResponse(Call call, String list, IntFunction<Response> pages) {
        this.call = call;
        this.list = list;
        this.pages = pages;
    }

    public Call call() {
        return call;
    }

    /** JSON pointer to the list of contacts. */
    public String list() {
        return list;
    }

    /** The answer to the call, a refusal included. */
    public Response answer() {
        return page(call.page());
    }

    /** The answer to the same call for another page. */
    public Response page(int number) {
        return pages.apply(number);
    }
}
