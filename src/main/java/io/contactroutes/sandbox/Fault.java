package io.contactroutes.sandbox;

/**
 * A way in which a provider misbehaves, by name. {@link ResponseFaults}, {@link ShapeFaults} and {@link ConnectionFaults} have those
 * that were met in the wild; a test may add its own.
 *
 * @param name  what a test report calls it
 * @param reply what is sent instead of the honest answer
 */
public record Fault(String name, Reply reply) {

    static final Fault NONE = new Fault("none", (honest, wire) -> wire.send(honest.answer()));

    /** Sends something, in part or whole, or nothing. */
    @FunctionalInterface
    public interface Reply {
        void send(HonestResponse honest, ResponseWriter wire);
    }

    @Override
    public String toString() {
        return name;
    }
}
