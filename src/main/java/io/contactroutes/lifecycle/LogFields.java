package io.contactroutes.lifecycle;

import io.contactroutes.sweep.Sweep;
import org.slf4j.MDC;

/**
 * Sets what a thread works on, for the log: the fields {@code account}, {@code sweep} (its id) and {@code page} of SLF4J's MDC. They
 * stay until the thread works on something else: a timer's thread has one account, and a thread of pages sets them first.
 */
final class LogFields {

    private LogFields() {}

    static void account(String name) {
        set(name, null, null);
    }

    static void sweep(Sweep sweep) {
        set(sweep.account().name(), sweep.id(), null);
    }

    static void page(Sweep sweep, int number) {
        set(sweep.account().name(), sweep.id(), String.valueOf(number));
    }

    private static void set(String account, String sweep, String page) {
        MDC.put("account", account);
        put("sweep", sweep);
        put("page", page);
    }

    private static void put(String field, String value) {
        if (value == null) {
            MDC.remove(field);
        } else {
            MDC.put(field, value);
        }
    }
}
