package io.contactroutes.sink;

import java.io.IOException;
import java.util.Optional;

/** Tells which sink the records of an account go to. */
@FunctionalInterface
public interface CurrentSink extends AutoCloseable {

    /** Records go nowhere. */
    CurrentSink NONE = account -> Optional.empty();

    /** Returns the sink as it is at this moment; empty when records go nowhere. */
    Optional<SinkIdentity> identity(String account) throws IOException, InterruptedException;

    /** Releases what it asks with. */
    @Override
    default void close() {}
}
