package io.contactroutes.sweep;

import io.contactroutes.config.Account;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.state.StateException;
import io.contactroutes.state.SweepStatus;
import java.nio.file.FileSystemException;
import org.apache.kafka.common.KafkaException;

/**
 * Says what a failure means for a sweep, in a sentence that is safe to show.
 *
 * <p>Only messages that are known to hold nothing of a contact are passed on: our own, and those of Kafka and of the file
 * system. Of any other exception the sentence tells its kind and where it came from.
 */
final class Failures {

    private Failures() {}

    /** Where and how the sweep stops. What is not the provider's doing is tried again from the same page. */
    static StopOutcome stop(Account account, int page, Throwable failure) {
        if (failure instanceof SweepStopException stop) {
            return new StopOutcome(page, stop.reason(), stop.status(), stop.getMessage());
        }
        return new StopOutcome(page, StopReason.ERROR, SweepStatus.DEFERRED, sentence(account, failure));
    }

    static String sentence(Account account, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SweepStopException) {
                return cause.getMessage();
            }
            if (cause instanceof StateException || cause instanceof ConfigurationException) {
                return account.name() + ": " + cause.getMessage();
            }
            if (cause instanceof FileSystemException) {
                return account.name() + ": cannot write to contacts.files.directory ("
                        + cause.getClass().getSimpleName() + " " + cause.getMessage()
                        + "); the sweep goes on at the next tick.";
            }
            if (cause instanceof KafkaException) {
                return account.name() + ": Kafka did not take the records ("
                        + cause.getClass().getSimpleName() + ": " + cause.getMessage()
                        + "); the sweep goes on at the next tick.";
            }
        }
        return account.name() + ": " + kind(failure) + "; the sweep goes on at the next tick.";
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
