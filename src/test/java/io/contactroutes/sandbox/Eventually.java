package io.contactroutes.sandbox;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.function.IntSupplier;

/** Waits for what happens on another thread, no longer than it takes. */
final class Eventually {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Eventually() {}

    static void assertThat(IntSupplier actual, int expected) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (actual.getAsInt() != expected) {
            if (System.nanoTime() > deadline) {
                fail("Still " + actual.getAsInt() + ", not " + expected);
            }
            Thread.onSpinWait();
        }
    }
}
