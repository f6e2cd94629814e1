package io.contactroutes.sweep;

import io.contactroutes.contact.RejectedContactException;
import io.contactroutes.state.SweepStatus;
import java.util.List;

/** Tells a provider that changed its API from contacts that are broken one by one. */
final class SchemaDriftGuard {

    /** So few contacts on a page may well be broken alike by chance. */
    private static final int FEW = 3;

    private SchemaDriftGuard() {}

    /** @throws SweepStopException when every contact of the page was rejected for the same reason */
    static void refuse(Sweep sweep, int page, PageOfContacts contacts) {
        List<String> ways = contacts.rejected().stream()
                .map(letter -> way(letter.rejection()))
                .distinct()
                .toList();
        if (contacts.total() > FEW && contacts.rejected().size() == contacts.total() && ways.size() == 1) {
            throw new SweepStopException(
                    StopReason.ERROR,
                    SweepStatus.FAILED,
                    sweep.account().name() + ": none of the " + contacts.total() + " contacts of page " + page
                            + " can be taken, each for the same reason (" + ways.get(0)
                            + "); the provider seems to have changed its API: mend routes/providers/"
                            + sweep.account().provider() + ".jslt.");
        }
    }

    private static String way(RejectedContactException rejection) {
        return rejection.getMessage().replaceAll("/\\d+", "/*");
    }
}
