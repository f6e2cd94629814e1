package io.contactroutes.request;

import io.contactroutes.sandbox.fault.Fault;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.StopReason;
import java.util.function.Supplier;

/**
 * One way in which a provider misbehaves, and what the sweep does then.
 *
 * @param provider the provider that misbehaves
 * @param name what a report calls it, and part of the account's name
 * @param script when the fault occurs
 * @param status how the sweep ends
 * @param reason why it ends; null when it may be either reason of a complete sweep
 * @param fewest the fewest requests for pages that it takes; on top of one for each page when it is complete
 * @param most the most
 * @param says a part of the receipt's message; null when it has none
 * @param brings what of the list reaches the sink
 * @param ownHost whether the provider is a host of its own, as it pauses its whole host
 * @param hangs whether the sweep waits for the request timeout
 */
record BatteryCase(
        RecordedApi provider,
        String name,
        Supplier<FaultScript> script,
        SweepStatus status,
        StopReason reason,
        int fewest,
        int most,
        String says,
        Brings brings,
        boolean ownHost,
        boolean hangs) {

    /** The default of {@code contacts.request.max-tries}. */
    static final int MAX_TRIES = 8;

    /** What of the list reaches the sink. */
    enum Brings {
        ALL,
        FIRST_PAGE,
        NOTHING,
        /** Depends on the provider. */
        SOME
    }

    /** A case without a fault. */
    static BatteryCase of(RecordedApi provider, String name) {
        return new BatteryCase(
                provider, name, FaultScript::none, SweepStatus.COMPLETE, null, 0, 0, null, Brings.ALL, false, false);
    }

    /** A fault that passes: the sweep takes one to three requests more. */
    static BatteryCase passing(RecordedApi provider, String name, Fault fault) {
        return of(provider, name).playing(() -> FaultScript.first(1, fault)).asking(1, 3);
    }

    /** A fault that does no harm. */
    static BatteryCase harmless(RecordedApi provider, String name, Fault fault) {
        return of(provider, name).playing(() -> FaultScript.always(fault));
    }

    /** A fault that no other try corrects. */
    static BatteryCase fatal(RecordedApi provider, String name, Fault fault, String says) {
        return of(provider, name)
                .playing(() -> FaultScript.always(fault))
                .asking(1, 1)
                .ending(SweepStatus.FAILED, StopReason.ERROR, says, Brings.NOTHING);
    }

    /** A fault that lasts longer than the retry timeout. */
    static BatteryCase lasting(RecordedApi provider, String name, Fault fault, String says) {
        return of(provider, name)
                .playing(() -> FaultScript.always(fault))
                .asking(2, MAX_TRIES)
                .ending(SweepStatus.DEFERRED, StopReason.ERROR, says, Brings.NOTHING);
    }

    BatteryCase playing(Supplier<FaultScript> other) {
        return new BatteryCase(provider, name, other, status, reason, fewest, most, says, brings, ownHost, hangs);
    }

    BatteryCase asking(int few, int many) {
        return new BatteryCase(provider, name, script, status, reason, few, many, says, brings, ownHost, hangs);
    }

    BatteryCase ending(SweepStatus end, StopReason why, String sentence, Brings what) {
        return new BatteryCase(provider, name, script, end, why, fewest, most, sentence, what, ownHost, hangs);
    }

    BatteryCase onHostOfItsOwn() {
        return new BatteryCase(provider, name, script, status, reason, fewest, most, says, brings, true, hangs);
    }

    BatteryCase waitingForTheTimeout() {
        return new BatteryCase(provider, name, script, status, reason, fewest, most, says, brings, ownHost, true);
    }

    String account() {
        return provider.provider() + "-" + name.replaceAll("[^A-Za-z0-9]+", "-");
    }

    /** The script, for requests for pages: a token is always to be had. */
    FaultScript faults() {
        FaultScript faults = script.get();
        return call -> call.page() == 0 ? FaultScript.none().faultFor(call) : faults.faultFor(call);
    }

    /** The name that a test report shows. */
    @Override
    public String toString() {
        return provider + ": " + name;
    }
}
