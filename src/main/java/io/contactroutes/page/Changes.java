package io.contactroutes.page;

import io.contactroutes.state.ContactState;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
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
        page.changes(sorter.changes(contacts));
    }

    /** Stores what was published outside of a sweep, after it was acknowledged. */
    public void settle(@Body Page page, @Variable("sweep") Sweep sweep) {
        state.settle(sweep.account().name(), page.changes().settled());
        if (!page.changes().tombstoned().isEmpty()) {
            state.deleted(sweep.account().name(), page.changes().tombstoned());
        }
        sweep.inFlight().release(page.number());
    }

    /** Claims the contacts of a page that did not pass the unchanged filter, such as that of a dead letter. */
    private void claim(Page page, Sweep sweep, Set<String> ids) {
        if (page.known() == null) {
            sweep.inFlight().claim(page.number(), ids);
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
}
