package io.contactroutes.cli;

import io.contactroutes.bundle.StateDatabase;
import io.contactroutes.config.Account;
import io.contactroutes.config.Setting;
import io.contactroutes.config.Settings;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.state.State;
import io.contactroutes.sweep.Counts;
import java.util.Locale;
import java.util.Optional;

/** Says what a sweep would publish, and how many requests and minutes a whole sweep takes. */
final class SweepCost {

    private SweepCost() {}

    /** Says it of a whole sweep that was tried. */
    static String ofPlan(Settings settings, Account account, Receipt receipt) {
        String plan = String.format(
                Locale.ROOT,
                "%s: a sweep of %d contacts would create %d, update %d and delete %d, %d are unchanged and %d would be dead letters.",
                account.name(),
                receipt.counts().seen(),
                receipt.created(),
                receipt.updated(),
                receipt.counts().deleted(),
                receipt.unchanged(),
                receipt.deadLettered());
        String deletes = receipt.counts().deleted() == 0
                ? ""
                : " Contacts are deleted after " + settings.count(Setting.DELETES_AFTER_SWEEPS)
                        + " complete sweeps in a row without them.";
        String message =
                receipt.message() == null ? "" : " " + receipt.message().replaceFirst("^" + account.name() + ": ", "");
        return plan + deletes + message + " It took " + receipt.counts().requests() + " requests, "
                + pace(account, receipt.counts().requests()) + ".";
    }

    /** Says it of the first contacts of a list; its length is what the provider declares, else that of the last complete sweep. */
    static String ofFirst(Settings settings, Account account, Receipt receipt) {
        String changes = String.format(
                Locale.ROOT,
                "%s: of the first %d contacts %d would be created and %d updated, %d are unchanged and %d would be dead letters.",
                account.name(),
                receipt.contacts(),
                receipt.created(),
                receipt.updated(),
                receipt.unchanged(),
                receipt.deadLettered());
        if (receipt.contacts() == 0) {
            return changes;
        }
        if (receipt.declaredTotal().isPresent()) {
            return changes + whole(account, receipt, receipt.declaredTotal().getAsLong(), "");
        }
        return changes
                + lastLength(settings, account.name())
                        .map(length -> whole(account, receipt, length, ", as many as the last complete sweep read,"))
                        .orElse(" The provider does not declare how long its list is: a whole sweep takes at least "
                                + receipt.counts().requests() + " requests. contact-routes preview " + account.name()
                                + " --all reads it to its end.");
    }

    private static String whole(Account account, Receipt receipt, long contacts, String source) {
        long perPage = Math.max(1, receipt.contacts() / receipt.pages());
        long requests = contacts / perPage + 1;
        return " A whole sweep of " + contacts + " contacts" + source + " takes about " + requests + " requests, "
                + pace(account, requests) + ".";
    }

    private static Optional<Long> lastLength(Settings settings, String account) {
        if (!StateDatabase.exists(settings)) {
            return Optional.empty();
        }
        try (State state = StateDatabase.openBeside(settings)) {
            return Counts.NONE.expected(state.lastComplete(account));
        }
    }

    private static String pace(Account account, long requests) {
        long minutes = requests / account.count("requestsPerMinute");
        return "which is " + (minutes == 0 ? "less than a minute" : "at least " + minutes + " minutes")
                + " at the rate limit of the host";
    }
}
