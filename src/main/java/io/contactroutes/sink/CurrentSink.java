package io.contactroutes.sink;

import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;

/** Tells which sink the records of an account go to. */
@FunctionalInterface
public interface CurrentSink extends AutoCloseable {

    /** Records go nowhere. */
    CurrentSink NONE = account -> Optional.empty();

    /** Returns the sink as it is at this moment; empty when records go nowhere. */
    Optional<SinkIdentity> identity(String account) throws IOException, InterruptedException;

    /**
     * Returns among how many partitions the keys of records are spread, as of the last {@link #identity}; empty when there are none, or
     * that is not known.
     */
    default OptionalInt partitions() {
        return OptionalInt.empty();
    }

    /**
     * Checks, and changes nothing, that it can be written to.
     *
     * @throws IOException with a sentence for the operator, when it cannot
     * @throws RuntimeException with a sentence as well, when a broker refuses, does not answer, or has no topic
     */
    default void requireUsable() throws IOException, InterruptedException {}

    /**
     * Has what a process still publishes refused, as another one takes over from it; what it has published so far stays.
     *
     * @param publisher the id of that process
     */
    default void fence(String publisher) throws InterruptedException {}

    /** Releases what it asks with. */
    @Override
    default void close() {}
}
