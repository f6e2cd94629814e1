package io.contactroutes.lifecycle;

import io.contactroutes.sweep.Sweep;
import io.contactroutes.sweep.SweepStopException;
import java.util.HashMap;
import java.util.Map;

/** The recent sweeps that run in this process: one of an account at a time. */
final class RunningRecentSweeps {

    private final Map<String, Run> byAccount = new HashMap<>();

    private static final class Run {

        private boolean alone;
        private Sweep sweep;
        private String stop;

        private void stop(String why) {
            stop = why;
            if (sweep != null) {
                sweep.stop(why);
            }
        }
    }

    /** Enters an account; false when its recent sweep runs already. */
    synchronized boolean enter(String account) {
        return byAccount.putIfAbsent(account, new Run()) == null;
    }

    /** The account was taken for its recent sweep. */
    synchronized void alone(String account) {
        byAccount.get(account).alone = true;
    }

    synchronized void began(Sweep sweep) {
        Run run = byAccount.get(sweep.account().name());
        run.sweep = sweep;
        if (run.stop != null) {
            sweep.stop(run.stop);
        }
    }

    synchronized boolean isRunning(String account) {
        return byAccount.containsKey(account);
    }

    /** Returns whether the account was taken for its recent sweep, and is to be released. */
    synchronized boolean isAlone(String account) {
        return isRunning(account) && byAccount.get(account).alone;
    }

    synchronized void leave(String account) {
        byAccount.remove(account);
        notifyAll();
    }

    /** Has one end after its page. */
    synchronized void stop(String account, String why) {
        if (isRunning(account)) {
            byAccount.get(account).stop(why);
        }
    }

    synchronized void stopAll(String why) {
        byAccount.values().forEach(run -> run.stop(why));
    }

    /** Has one end after its page, and waits for that. */
    synchronized void end(String account, String why) {
        stop(account, why);
        while (isRunning(account)) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw SweepStopException.interrupted(account);
            }
        }
    }
}
