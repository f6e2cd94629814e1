package io.contactroutes.support;

import io.contactroutes.sandbox.fault.Fault;
import io.contactroutes.sandbox.fault.Response;
import java.util.concurrent.CompletableFuture;

/** Responses of a double that wait until a test lets them go. */
public final class HeldResponses {

    /** What a provider in good health answers. */
    public static final Fault HONEST = new Fault("honest", (honest, wire) -> wire.send(honest.answer()));

    private final CompletableFuture<Void> released = new CompletableFuture<>();

    /** The fault, but not before the release. */
    public Fault of(Fault fault) {
        return new Fault(
                "held " + fault,
                (honest, wire) -> released.thenRun(() -> fault.reply().send(honest, wire)));
    }

    /** What was right when it was asked for, but not before the release. */
    public Fault asItWas() {
        return new Fault("held as it was", (honest, wire) -> {
            Response now = honest.answer();
            released.thenRun(() -> wire.send(now));
        });
    }

    public void release() {
        released.complete(null);
    }
}
