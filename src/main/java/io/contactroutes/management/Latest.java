package io.contactroutes.management;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Keeps the answer to a question that may take long, to a broker that hangs for example. It is asked on a thread of its own, and whoever
 * wants the answer waits half a second at most: Camel answers one probe after the other, so that one which waits holds up all. Until
 * the question is answered the answer before counts, for five seconds.
 */
final class Latest<T> {

    static final Duration LONGEST = Duration.ofSeconds(5);

    private static final Duration WAIT = Duration.ofMillis(500);

    private final String name;
    private final Supplier<T> question;
    private final Supplier<T> unanswered;
    private final Duration kept;
    private FutureTask<T> asked;
    private FutureTask<T> before;
    private long askedAt;

    /**
     * @param name of the thread that asks
     * @param unanswered what counts when there is no answer after five seconds
     * @param kept how long an answer counts before the question is asked again
     */
    Latest(String name, Supplier<T> question, Supplier<T> unanswered, Duration kept) {
        this.name = name;
        this.question = question;
        this.unanswered = unanswered;
        this.kept = kept;
    }

    /**
     * Returns the answer.
     *
     * @throws RuntimeException that the question ended with
     */
    T get() {
        FutureTask<T> latest;
        FutureTask<T> former;
        Duration age;
        synchronized (this) {
            if (asked == null || asked.isDone() && age().compareTo(kept) > 0) {
                forget();
                ask();
            }
            latest = asked;
            former = before;
            age = age();
        }
        Duration wait = (former == null ? LONGEST : WAIT).minus(age);
        try {
            return latest.get(Math.max(0, wait.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return former == null || age.compareTo(LONGEST) > 0 ? unanswered.get() : answer(former);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unanswered.get();
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    /** Has the next call ask again. */
    synchronized void forget() {
        before = asked != null && asked.isDone() ? asked : before;
        asked = null;
    }

    private void ask() {
        asked = new FutureTask<>(question::get);
        askedAt = System.nanoTime();
        Thread thread = new Thread(asked, name);
        thread.setDaemon(true);
        thread.start();
    }

    private Duration age() {
        return Duration.ofNanos(System.nanoTime() - askedAt);
    }

    private static <T> T answer(FutureTask<T> done) {
        try {
            return done.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw failure(e);
        }
    }

    private static RuntimeException failure(ExecutionException failed) {
        return failed.getCause() instanceof RuntimeException known ? known : new IllegalStateException(failed);
    }
}
