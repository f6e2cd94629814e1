package io.contactroutes.request;

import io.contactroutes.sandbox.Fault;
import io.contactroutes.sandbox.FaultScript;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.StopReason;
import java.util.function.Function;

/**
 * One way in which a provider misbehaves, and what has to come of it.
 *
 * @param name what a report calls it, and part of the account's name
 * @param script when the fault is met, made anew for each provider
 * @param status how the sweep ends
 * @param reason why it ends
 * @param fewest the fewest requests that it takes
 * @param most the most
 * @param says a part of what the receipt says; null when it says nothing
 * @param brings what of the list reaches the sink
 * @param ownHost whether the provider is a host of its own, as it makes its whole host wait
 */
record BatteryCase(
        String name,
        Function<FixtureProvider, FaultScript> script,
        SweepStatus status,
        StopReason reason,
        int fewest,
        int most,
        String says,
        Brings brings,
        boolean ownHost) {

    /** What of the list reaches the sink. */
    enum Brings {
        ALL,
        FIRST_PAGE,
        NOTHING
    }

    /** A fault that passes: the sweep takes so many requests more. */
    static BatteryCase passing(String name, Fault fault) {
        return passing(name, provider -> FaultScript.first(1, fault), 1, 3);
    }

    static BatteryCase passing(String name, Function<FixtureProvider, FaultScript> script, int fewest, int most) {
        return new BatteryCase(name, script, SweepStatus.COMPLETE, null, fewest, most, null, Brings.ALL, false);
    }

    /** A fault that no other try mends. */
    static BatteryCase fatal(String name, Fault fault, String says) {
        return fatal(name, provider -> fault, says);
    }

    static BatteryCase fatal(String name, Function<FixtureProvider, Fault> fault, String says) {
        return new BatteryCase(
                name,
                provider -> FaultScript.always(fault.apply(provider)),
                SweepStatus.FAILED,
                StopReason.ERROR,
                1,
                1,
                says,
                Brings.NOTHING,
                false);
    }

    /** A fault that lasts longer than patience. */
    static BatteryCase lasting(String name, Fault fault, String says) {
        return new BatteryCase(
                name,
                provider -> FaultScript.always(fault),
                SweepStatus.DEFERRED,
                StopReason.ERROR,
                2,
                Request.MAX_TRIES,
                says,
                Brings.NOTHING,
                false);
    }

    BatteryCase onHostOfItsOwn() {
        return new BatteryCase(name, script, status, reason, fewest, most, says, brings, true);
    }

    String name(FixtureProvider provider) {
        return provider.provider() + "-" + name.replaceAll("[^A-Za-z0-9]+", "-");
    }

    @Override
    public String toString() {
        return name;
    }
}
