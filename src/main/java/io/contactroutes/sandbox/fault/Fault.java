package io.contactroutes.sandbox.fault;

/**
 * Names a way in which a provider misbehaves. {@link ResponseFaults}, {@link ShapeFaults} and {@link ConnectionFaults} have
 * those that real providers show; a test may add its own.
 *
 * @param name  what a test report calls it
 * @param reply what is sent instead of the honest response
 */
public record Fault(String name, Reply reply) {

    /** Sends the honest response. */
    public static final Fault NONE = new Fault("none", (honest, wire) -> wire.send(honest.answer()));

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
