package io.contactroutes.sandbox.fault;

import java.util.function.IntFunction;

/** Gives the responses of a provider without faults to a call; a fault starts from them. */
public final class HonestResponse {

    private final Call call;
    private final String list;
    private final IntFunction<Response> pages;

    public HonestResponse(Call call, String list, IntFunction<Response> pages) {
        this.call = call;
        this.list = list;
        this.pages = pages;
    }

    public Call call() {
        return call;
    }

    /** Returns the JSON pointer to the list of contacts; empty if the list is the whole response. */
    public String list() {
        return list;
    }

    /** Returns the response to the call, which may be a refusal. */
    public Response answer() {
        return page(call.page());
    }

    /** Returns the response to the same call for another page. */
    public Response page(int number) {
        return pages.apply(number);
    }
}
