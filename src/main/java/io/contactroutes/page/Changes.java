package io.contactroutes.page;

import io.contactroutes.state.ContactState;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.StopOutcome;
import io.contactroutes.sweep.StopReason;
import io.contactroutes.sweep.Sweep;
import io.contactroutes.sweep.SweepStopException;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/** Keeps what changed since it was last published. Bean {@code changes}. */
public final class Changes {

    private final State state;
    private final PublishedContacts published;
    private final boolean emitAll;

    /**
     * @param published the contacts that were published before
     * @param emitAll whether contacts that did not change are published too
     */
    public Changes(State state, PublishedContacts published, boolean emitAll) {
        this.state = state;
        this.published = published;
        this.emitAll = emitAll;
    }

    /**
     * Makes records of the page's contacts that changed. Writes first to the state what is about to be published, so that a crash
     * leaves nothing in the sink that the state does not have.
     *
     * @throws SweepStopException when all contacts are rejected for the same reason, or the mapping gives a contact two ids
     */
    public void keep(@Body Page page, @Variable("sweep") Sweep sweep) {
        MappedContacts contacts = MappedContacts.of(page, sweep);
        SchemaDriftGuard.check(sweep, page, contacts);
        claim(page, sweep, contacts.ids());
        ChangeSorter sorter = new ChangeSorter(page, sweep, emitAll);
        contacts.byId().values().forEach(sorter::add);
        if (!sorter.aboutToPublish().isEmpty()) {
            state.aboutToPublish(sweep.account().name(), sorter.aboutToPublish());
        }
        long repeats = repeats(page, sweep, contacts);
        guardAgainstRepeatedPage(page, sweep, contacts, repeats);
        guardAgainstPagesWithoutIds(page, sweep, contacts);
        page.changes(sorter.changes(contacts, repeats));
    }

    /** Stores what was published outside of a sweep, after it was acknowledged. */
    public void settle(@Body Page page, @Variable("sweep") Sweep sweep) {
        state.settle(sweep.account().name(), page.changes().settled());
        if (!page.changes().tombstoned().isEmpty()) {
            state.deleted(sweep.account().name(), page.changes().tombstoned());
        }
        sweep.claims().release(page.number());
    }

    /** Claims the contacts of a page that did not pass the unchanged filter, such as that of a dead letter. */
    private void claim(Page page, Sweep sweep, Set<String> ids) {
        if (page.known() == null) {
            sweep.claims().claim(page.number(), ids);
            Map<String, ContactState> states =
                    ids.isEmpty() ? Map.of() : published.known(sweep.account().name(), ids);
            page.known(KnownContacts.of(ids, states));
        } else if (!page.known().claimed().containsAll(ids)) {
            throw new SweepStopException(
                    StopReason.ERROR,
                    SweepStatus.FAILED,
                    sweep.account().name() + ": routes/providers/"
                            + sweep.account().provider()
                            + ".jslt gives a contact another id in sourceId than its function source-id does; make them"
                            + " agree.");
        }
    }

    /** Returns how many contacts of the page the sweep has seen before, on this page or another. */
    private static long repeats(Page page, Sweep sweep, MappedContacts contacts) {
        long seenBefore = page.known().states().values().stream()
                .filter(contact -> contact.lastSeen() == sweep.sequence())
                .count();
        return page.size() - contacts.withoutId() - contacts.ids().size() + seenBefore;
    }

    /** Stops at a page with only contacts that the sweep has seen: such pages may follow without end. */
    private static void guardAgainstRepeatedPage(Page page, Sweep sweep, MappedContacts contacts, long repeats) {
        int withId = page.size() - contacts.withoutId();
        if (withId > 0 && repeats == withId && sweep.guards().isFresh(page.number())) {
            sweep.fail(StopOutcome.at(
                    page.number(),
                    StopReason.REPEATED_PAGE,
                    sweep.account().name() + ": page " + page.number()
                            + " has only contacts that were on other pages; the provider or a proxy may ignore the page"
                            + " number."));
        }
    }

    /** An answer that holds something else than contacts would be asked for until the page cap. */
    private static void guardAgainstPagesWithoutIds(Page page, Sweep sweep, MappedContacts contacts) {
        if (page.size() > 0
                && contacts.withoutId() == page.size()
                && sweep.guards().hasNoIdsAgain(page.number())) {
            throw new SweepStopException(
                    StopReason.ERROR,
                    SweepStatus.FAILED,
                    sweep.account().name() + ": no contact of page " + page.number()
                            + " and of the page beside it has an id; look into the dead letters: the provider may answer with"
                            + " something else than contacts.");
        }
    }
}
