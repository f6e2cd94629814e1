package io.contactroutes.page;

import io.contactroutes.contact.RejectedContactException;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.StopReason;
import io.contactroutes.sweep.Sweep;
import io.contactroutes.sweep.SweepStopException;
import java.util.List;

/** Distinguishes a provider that changed its API from single contacts that are broken. */
final class SchemaDriftGuard {

    /** Up to this many contacts on a page may be broken in the same way by chance. */
    private static final int FEW = 3;

    private SchemaDriftGuard() {}

    /**
     * Checks the rejected contacts of a page.
     *
     * @throws SweepStopException when every contact of the page was rejected for the same reason
     */
    static void check(Sweep sweep, Page page, MappedContacts contacts) {
        List<String> reasons = contacts.rejected().stream()
                .map(letter -> reason(letter.rejection()))
                .distinct()
                .toList();
        if (page.size() > FEW && contacts.rejected().size() == page.size() && reasons.size() == 1) {
            throw new SweepStopException(
                    StopReason.ERROR,
                    SweepStatus.FAILED,
                    sweep.account().name() + ": none of the " + page.size() + " contacts of page " + page.number()
                            + " is valid, each for the same reason (" + reasons.get(0)
                            + "); the provider seems to have changed its API, unless routes/providers/"
                            + sweep.account().provider()
                            + ".jslt or schema/contact.schema.json was edited: correct the mapping.");
        }
    }

    private static String reason(RejectedContactException rejection) {
        String pointer = rejection.pointer().replaceAll("/\\d+", "/*");
        return pointer.isEmpty() ? rejection.reason() : rejection.reason() + " at " + pointer;
    }
}
