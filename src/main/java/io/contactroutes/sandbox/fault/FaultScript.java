package io.contactroutes.sandbox.fault;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Decides for each call which fault it meets, if any. It runs once for each call, in order of arrival, so that it may also
 * count, read the call, or change the list while it is being read. It runs on the server's only thread and must not wait.
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

    /** Faults whenever this page is requested. */
    static FaultScript onPage(int page, Fault fault) {
        return call -> call.page() == page ? Optional.of(fault) : Optional.empty();
    }

    /** Faults from this page on. */
    static FaultScript fromPage(int page, Fault fault) {
        return call -> call.page() >= page ? Optional.of(fault) : Optional.empty();
    }

    /** Faults on the first so many calls, counted from now on. */
    static FaultScript first(int calls, Fault fault) {
        AtomicInteger seen = new AtomicInteger();
        return call -> seen.incrementAndGet() <= calls ? Optional.of(fault) : Optional.empty();
    }

    /** Faults on the first so many calls for this page, counted from now on. */
    static FaultScript firstOnPage(int page, int calls, Fault fault) {
        AtomicInteger seen = new AtomicInteger();
        return call -> call.page() == page && seen.incrementAndGet() <= calls ? Optional.of(fault) : Optional.empty();
    }

    /** Runs an action before the honest response, such as a change of the list or an assertion about the call. */
    static FaultScript before(Consumer<Call> action) {
        return call -> {
            action.accept(call);
            return Optional.empty();
        };
    }

    /** Takes the fault of this script, or of another where this has none. Both run. */
    default FaultScript or(FaultScript other) {
        return call -> {
            Optional<Fault> here = faultFor(call);
            Optional<Fault> there = other.faultFor(call);
            return here.isPresent() ? here : there;
        };
    }
}
