package io.contactroutes.sandbox;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Says of each call whether it meets a fault. It is asked once a call, in order of arrival, so that it may also count, look
 * into the call, or change the list while it is being read. It runs on the server's only thread and must not wait.
 */
@FunctionalInterface
public interface FaultScript {

    Optional<Fault> faultFor(Call call);

    static FaultScript none() {
        return call -> Optional.empty();
    }

    static FaultScript always(Fault fault) {
        return call -> Optional.of(fault);
    }

    /** Each time that this page is asked for. */
    static FaultScript onPage(int page, Fault fault) {
        return call -> call.page() == page ? Optional.of(fault) : Optional.empty();
    }

    /** From this page on. */
    static FaultScript fromPage(int page, Fault fault) {
        return call -> call.page() >= page ? Optional.of(fault) : Optional.empty();
    }

    /** The first so many calls, counted from now on. */
    static FaultScript first(int calls, Fault fault) {
        AtomicInteger seen = new AtomicInteger();
        return call -> seen.incrementAndGet() <= calls ? Optional.of(fault) : Optional.empty();
    }

    /** The first so many calls for this page, counted from now on. */
    static FaultScript firstOnPage(int page, int calls, Fault fault) {
        AtomicInteger seen = new AtomicInteger();
        return call -> call.page() == page && seen.incrementAndGet() <= calls ? Optional.of(fault) : Optional.empty();
    }

    /** No fault, but something that happens before the answer: a list that changes, a call that is looked into. */
    static FaultScript before(Consumer<Call> happening) {
        return call -> {
            happening.accept(call);
            return Optional.empty();
        };
    }

    /** This script, or where it has no fault, another. Both are asked. */
    default FaultScript or(FaultScript other) {
        return call -> {
            Optional<Fault> here = faultFor(call);
            Optional<Fault> there = other.faultFor(call);
            return here.isPresent() ? here : there;
        };
    }
}
