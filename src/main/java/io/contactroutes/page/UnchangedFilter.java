package io.contactroutes.page;

import io.contactroutes.contact.ContactMapper;
import io.contactroutes.state.ContactState;
import io.contactroutes.sweep.Sweep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/**
 * Skips contacts whose source is unchanged since it was last mapped and published: the same source, mapped in the same way, gives
 * the same contact. In most sweeps most contacts are unchanged. Bean {@code unchangedFilter}.
 *
 * <p>It affects only speed: without this step in its route, every contact is mapped and then compared.
 */
public final class UnchangedFilter {

    private final ContactMappers mappers;
    private final PublishedContacts published;
    private final boolean emitAll;

    /**
     * @param published the contacts that were published before
     * @param emitAll whether unchanged contacts are published too, so that none can be skipped
     */
    public UnchangedFilter(ContactMappers mappers, PublishedContacts published, boolean emitAll) {
        this.mappers = mappers;
        this.published = published;
        this.emitAll = emitAll;
    }

    /** Claims the ids of the page's contacts, and marks those that need not be mapped. */
    public void skipUnchanged(@Body Page page, @Variable("sweep") Sweep sweep) {
        if (emitAll || page.size() == 0) {
            return;
        }
        ContactMapper mapper = mappers.of(sweep.account().name());
        List<String> ids = new ArrayList<>(page.size());
        for (PageContact contact : page) {
            ids.add(mapper.sourceId(contact.source()));
        }
        Set<String> claimed = new LinkedHashSet<>(ids);
        claimed.remove(null);
        sweep.inFlight().claim(page.number(), claimed);
        KnownContacts known =
                KnownContacts.of(claimed, published.known(sweep.account().name(), claimed));
        Set<String> twice = claimed.size() == ids.size() ? Set.of() : repeated(ids);
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            if (isComparable(id, known.states(), twice, sweep)
                    && known.states().get(id).from(mapper.fingerprint(page.source(i)))) {
                known.skip(i, id);
            }
        }
        page.known(known);
    }

    private static boolean isComparable(String id, Map<String, ContactState> states, Set<String> twice, Sweep sweep) {
        ContactState before = states.get(id);
        return before != null
                && before.source() != null
                && !twice.contains(id)
                && !sweep.setAside().containsKey(id);
    }

    /** Returns ids that occur twice: which of the two contacts is published is decided when both are mapped. */
    private static Set<String> repeated(List<String> ids) {
        Set<String> once = new HashSet<>();
        return ids.stream().filter(id -> id != null && !once.add(id)).collect(Collectors.toSet());
    }
}
