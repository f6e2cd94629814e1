package io.contactroutes.sweep;

import io.contactroutes.config.Account;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.request.RequestException;
import io.contactroutes.state.StateException;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.state.TakenOverException;
import java.nio.file.FileSystemException;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Decides what a failure means for a sweep, and describes it in a sentence that is safe to show.
 *
 * <p>Only messages that are known to contain nothing of a contact are passed on: the bundle's own, and those of the file
 * system. Of any other exception the sentence has the class and the place.
 */
public final class Failures {

    private Failures() {}

    /** Returns where and how the sweep stops. A failure that the provider did not cause defers the sweep to the same page. */
    public static StopOutcome stop(Account account, int page, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SweepStopException stop) {
                return new StopOutcome(page, stop.reason(), stop.status(), stop.getMessage());
            }
            if (cause instanceof RequestException request) {
                return stop(page, request);
            }
        }
        return new StopOutcome(page, StopReason.ERROR, SweepStatus.DEFERRED, sentence(account, failure));
    }

    private static StopOutcome stop(int page, RequestException request) {
        return switch (request.kind()) {
            case REFUSED -> new StopOutcome(page, StopReason.ERROR, SweepStatus.FAILED, request.getMessage());
            case PUT_OFF -> new StopOutcome(page, StopReason.ERROR, SweepStatus.DEFERRED, request.getMessage());
            case RATE_LIMITED -> StopOutcome.at(page, StopReason.RATE_LIMITED, request.getMessage());
        };
    }

    /** Returns whether another process goes on with the sweep. */
    public static boolean isTakeover(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(TakenOverException.class::isInstance);
    }

    /** Describes a failure of a sweep that is open. */
    public static String sentence(Account account, Throwable failure) {
        return sentence(account, failure, "the sweep continues at the next tick or start.");
    }

    /** Describes a failure of a sweep that has ended in the state. */
    public static String atTheEnd(Account account, Throwable failure) {
        return sentence(
                account,
                failure,
                "the sweep has ended, and what was not published of its end, its receipt included, follows with the next one.");
    }

    private static String sentence(Account account, Throwable failure, String next) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SweepStopException || cause instanceof RequestException) {
                return cause.getMessage();
            }
            if (cause instanceof StateException) {
                return account.name() + ": " + cause.getMessage();
            }
            if (cause instanceof ConfigurationException) {
                return account.name() + ": " + cause.getMessage() + " "
                        + next.substring(0, 1).toUpperCase(Locale.ROOT) + next.substring(1);
            }
            if (cause instanceof FileSystemException) {
                return account.name() + ": cannot write to contacts.files.directory ("
                        + cause.getClass().getSimpleName() + " " + cause.getMessage()
                        + "); " + next;
            }
        }
        return account.name() + ": " + kind(failure) + "; " + next;
    }

    private static String kind(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        StackTraceElement[] trace = root.getStackTrace();
        return "unexpected " + root.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
